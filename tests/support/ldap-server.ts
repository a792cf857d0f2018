// A small LDAP server on a port of its own: bind, search with filters, StartTLS. Like OpenLDAP, or like Active Directory: with its
// rootDSE, its GUIDs in bytes and its rule for groups in groups. OpenLDAP itself is asked in tests/directory/slapd.test.ts.
import { createServer as createPlain, type Server, type Socket } from 'node:net';
import { createServer as createSecure, TLSSocket, type TlsOptions } from 'node:tls';
import { BerReader, BerWriter } from 'ldapts';
import { onTestFinished } from 'vitest';
import { dnKey } from '../../server/directory/dn.ts';

export type TestEntry = { dn: string; password?: string; [attribute: string]: string | string[] | Buffer | undefined };
type Options = {
  entries: TestEntry[];
  activeDirectory?: boolean;
  tls?: TlsOptions;
  /** TLS from the first byte. */
  secure?: boolean;
  /** Answers of binds of people, as Active Directory adds them. */
  refusal?: (dn: string, password: string) => string | undefined;
};

const OK = 0;
const BASE_SCOPE = 0;
const CHAIN = '1.2.840.113556.1.4.1941';

export async function startLdapServer(options: Options) {
  const { entries, activeDirectory = false, tls, secure = false, refusal } = options;
  const seen = { binds: [] as string[], searches: 0, plain: 0 };
  const sockets = new Set<Socket>();
  let isSilent = false;
  const valuesOf = (entry: TestEntry, name: string): string[] => {
    const key = Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase());
    const value = key === undefined || key === 'password' ? undefined : entry[key];
    if (value === undefined) return [];
    return Buffer.isBuffer(value) ? [value.toString('latin1')] : [value].flat();
  };
  const same = (a: string, b: string): boolean =>
    a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase() ||
    (dnKey(a) !== undefined && dnKey(a) === dnKey(b));
  const find = (dn: string): TestEntry | undefined => entries.find((entry) => dnKey(entry.dn) === dnKey(dn));
  /** Whether a name is among the members of a group, also by groups between. */
  const isWithin = (group: TestEntry, dn: string, depth = 0): boolean =>
    depth < 20 &&
    valuesOf(group, 'member').some((member) => {
      const inner = find(member);
      return same(member, dn) || (inner !== undefined && isWithin(inner, dn, depth + 1));
    });

  const matches = (entry: TestEntry, reader: BerReader): boolean => {
    const type = reader.readSequence();
    const end = reader.offset + reader.length;
    const parts = (): boolean[] => {
      const found: boolean[] = [];
      while (reader.offset < end) found.push(matches(entry, reader));
      return found;
    };
    const value = (): Buffer => reader.readString(4, true) ?? Buffer.alloc(0);
    switch (type) {
      case 0xa0:
        return parts().every(Boolean);
      case 0xa1:
        return parts().some(Boolean);
      case 0xa2:
        return !matches(entry, reader);
      case 0xa3: {
        const name = reader.readString() ?? '';
        const wanted = value();
        const isBinary = /guid$/i.test(name);
        return valuesOf(entry, name).some((one) =>
          isBinary ? one === wanted.toString('latin1') : same(one, wanted.toString('utf8')),
        );
      }
      case 0x87: {
        const name = reader.buffer.subarray(reader.offset, end).toString('utf8');
        reader.offset = end;
        return name.toLowerCase() === 'objectclass' || valuesOf(entry, name).length > 0;
      }
      case 0xa9: {
        const rule = reader.readString(0x81);
        const name = reader.readString(0x82);
        const wanted = reader.readString(0x83) ?? '';
        reader.offset = end;
        return activeDirectory && rule === CHAIN && name === 'member' && isWithin(entry, wanted);
      }
      default:
        reader.offset = end;
        return false;
    }
  };

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let held = Buffer.alloc(0);
    let bound = '';
    const take = (data: Buffer): void => {
      if (isSilent) return;
      held = Buffer.concat([held, data]);
      for (;;) {
        const reader = new BerReader(held);
        const length = held.length < 2 ? null : reader.readSequence();
        if (length === null || held.length < reader.offset + reader.length) return;
        const end = reader.offset + reader.length;
        const id = reader.readInt() ?? 0;
        const operation = reader.readSequence() ?? 0;
        answer(id, operation, reader);
        held = held.subarray(end);
      }
    };
    const send = (id: number, operation: number, write: (writer: BerWriter) => void): void => {
      const writer = new BerWriter();
      writer.startSequence();
      writer.writeInt(id);
      writer.startSequence(operation);
      write(writer);
      writer.endSequence();
      writer.endSequence();
      socket.write(writer.buffer);
    };
    const done = (id: number, operation: number, code: number, text = ''): void =>
      send(id, operation, (writer) => {
        writer.writeEnumeration(code);
        writer.writeString('');
        writer.writeString(text);
      });
    const answer = (id: number, operation: number, reader: BerReader): void => {
      if (operation === 0x60) {
        reader.readInt();
        const dn = reader.readString() ?? '';
        const password = reader.readString(0x80) ?? '';
        if (!(socket instanceof TLSSocket)) seen.plain++;
        seen.binds.push(dn);
        // As servers do: a name without a password is somebody unknown, who is welcome.
        const text = refusal?.(dn, password);
        const isFit = password === '' || find(dn)?.password === password;
        bound = isFit && password !== '' ? dn : '';
        done(id, 0x61, text === undefined && isFit ? OK : 49, text ?? '');
      } else if (operation === 0x63) search(id, reader);
      else if (operation === 0x77) {
        const name = reader.readString(0x80);
        if (name !== '1.3.6.1.4.1.1466.20037' || tls === undefined) return done(id, 0x78, 2, 'unsupported');
        done(id, 0x78, OK);
        socket.removeListener('data', take);
        serve(new TLSSocket(socket, { ...tls, isServer: true }));
      } else if (operation === 0x42) socket.end();
    };
    const search = (id: number, reader: BerReader): void => {
      seen.searches++;
      const base = reader.readString() ?? '';
      const scope = reader.readEnumeration();
      reader.readEnumeration();
      const most = reader.readInt() ?? 0;
      reader.readInt();
      reader.readBoolean();
      const filterAt = reader.offset;
      const wanted = (): string[] => {
        reader.readSequence();
        const end = reader.offset + reader.length;
        const names: string[] = [];
        while (reader.offset < end) names.push(reader.readString() ?? '');
        return names;
      };
      const root: TestEntry = { dn: '', supportedCapabilities: activeDirectory ? ['1.2.840.113556.1.4.800'] : [] };
      if (base !== '' && activeDirectory && bound === '')
        return done(id, 0x65, 1, '000004DC: a successful bind must be completed');
      const places =
        base === ''
          ? [root]
          : entries.filter(({ dn }) =>
              scope === BASE_SCOPE ? dnKey(dn) === dnKey(base) : `,${dnKey(dn)}`.endsWith(`,${dnKey(base)}`),
            );
      if (places.length === 0) return done(id, 0x65, 32, 'no such object');
      const fitting = places.filter((entry) => {
        reader.offset = filterAt;
        return matches(entry, reader);
      });
      // The filter is read to its end also where there is nothing to hold against it.
      reader.offset = filterAt;
      matches(root, reader);
      const names = wanted();
      for (const entry of fitting.slice(0, most || undefined)) {
        send(id, 0x64, (writer) => {
          writer.writeString(entry.dn);
          writer.startSequence();
          for (const key of Object.keys(entry)) {
            if (key === 'dn' || key === 'password' || !names.some((one) => one.toLowerCase() === key.toLowerCase()))
              continue;
            const value = entry[key];
            if (value === undefined) continue;
            writer.startSequence();
            writer.writeString(key);
            writer.startSequence(0x31);
            if (Buffer.isBuffer(value)) writer.writeBuffer(value, 4);
            else for (const one of [value].flat()) writer.writeString(one);
            writer.endSequence();
            writer.endSequence();
          }
          writer.endSequence();
        });
      }
      done(id, 0x65, most > 0 && fitting.length > most ? 4 : OK);
    };
    socket.on('data', take);
  };

  const server: Server = secure ? createSecure(tls ?? {}, serve) : createPlain(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return {
    port,
    url: `${secure ? 'ldaps' : 'ldap'}://localhost:${port}`,
    seen,
    stop,
    /** It takes connections and answers nothing. */
    freeze: (): void => void (isSilent = true),
    open: () => sockets.size,
  };
}
