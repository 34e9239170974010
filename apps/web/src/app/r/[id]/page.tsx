import type { Metadata } from 'next';
import { RecordingPage } from '../../../recording/recording-page.tsx';

export const metadata: Metadata = { title: 'Recording' };

/** A recording by its id. */
export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <RecordingPage id={id} />;
}
