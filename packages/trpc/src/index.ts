/** Rooms, people and recordings over HTTP. Browsers import only the types. */
export { ACCESS_SECONDS, type Access, AccessTokens } from './access-token.ts';
export { createTrpcHandler, type TrpcHandler } from './http.ts';
export type { NewSeat, RoomSummary, Seat } from './person.ts';
export { type Rate, RateLimiter } from './rate.ts';
export type { RecordedPerson, Recording, RecordingSummary } from './recordings.ts';
export type { OpenedRoom } from './rooms.ts';
export type { AppRouter } from './router.ts';
export { hashSecret, newId, newSecret } from './secret.ts';
export { type Authority, type ForkRequest, type Limits, newLimits, type Services } from './services.ts';
