import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ClassPage } from '../../../class/class-page.tsx';
import { lanOrigin } from '../../../home/lan.ts';

export const metadata: Metadata = { title: 'Class' };

/** A class by its code. */
export default async function Page({ params }: { readonly params: Promise<{ readonly code: string }> }) {
  const [{ code }, asked] = [await params, await headers()];
  return <ClassPage code={code} lan={lanOrigin(asked.get('host'), asked.get('x-forwarded-for'))} />;
}
