'use client';
import { CopyButton } from '@drydock/ui';
import type { ReactNode } from 'react';
import { QrCode } from './qr-code.tsx';

/** What an invitation shows. */
export interface InvitationProps {
  readonly code: string;
  /** Where students reach this server, such as `http://192.168.1.7:3000`. */
  readonly origin: string;
  /** Secret of the instructor's link; not shown on a projector unless it is unfolded. */
  readonly instructor?: string | undefined;
}

/** How to get into a class: for students the code, the address and its QR code; for instructors the secret link. */
export function Invitation({ code, origin, instructor }: InvitationProps) {
  const join = `${origin}/c/${code}`;
  return (
    <div className="grid gap-8 md:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
      <div className="grid content-start gap-6">
        <dl className="grid gap-4">
          <Fact term="Join code">
            <span
              data-testid="join-code"
              className="font-mono text-[clamp(2.5rem,7vw,4.5rem)] leading-none tracking-[0.12em]"
            >
              {code}
            </span>
          </Fact>
          <Fact term="at">
            <span className="font-mono break-all text-lead">{origin.replace(/^https?:\/\//, '')}</span>
          </Fact>
          <Fact term="or by this link">
            <span className="flex flex-wrap items-center gap-3">
              <a href={join} className="font-mono break-all underline">
                {join}
              </a>
              <CopyButton text={join} what="the join link" />
            </span>
          </Fact>
        </dl>
        {instructor && <InstructorLink url={`${origin}/c/${code}#instructor=${instructor}`} />}
      </div>
      <QrCode text={join} label={`QR code of ${join}`} />
    </div>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function InstructorLink({ url }: { readonly url: string }) {
  return (
    <div className="border-t border-line pt-4">
      <p className="text-muted">
        Your link as the instructor. Who has it runs the class: keep it for yourself, and for other devices or
        co-teachers.
      </p>
      <details className="mt-2">
        <summary className="cursor-pointer">Show the secret link</summary>
        <p data-testid="instructor-link" className="mt-2 font-mono break-all">
          {url}
        </p>
      </details>
      <CopyButton text={url} what="the instructor's secret link" className="mt-2" />
    </div>
  );
}
