import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The key of access tokens in `dataDir`, made at the first start and readable by us alone. */
export async function secretOf(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'secret');
  await mkdir(dataDir, { recursive: true });
  try {
    const file = await open(path, 'wx', 0o600);
    const secret = randomBytes(32).toString('base64url');
    await file.writeFile(`${secret}\n`);
    await file.sync();
    await file.close();
    return Buffer.from(secret);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = Buffer.from((await readFile(path, 'utf8')).trim());
  if (secret.length < 32) throw new Error(`${path} holds no usable secret; remove it to have a new one made`);
  return secret;
}
