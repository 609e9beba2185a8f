import { createHash, randomBytes, scrypt } from 'node:crypto';

/** What is stored of an API key: its SHA-256. The key is random, so nothing slower is needed. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** What is stored of a password: `scrypt$<salt>$<hash>`, both base64url. */
export function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, (error, hash) => {
      if (error === null) resolve(`scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`);
      else reject(error);
    });
  });
}

/** `length` characters out of 64, each drawn by itself. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}
