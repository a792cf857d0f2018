// What an Asterisk needs in its manager.conf before it lets this server in, as docs/asterisk.md has it. Pure.
/** No blanks around "=": the narrow form would break its lines there. */
export const managerLines = (user: string): string =>
  [
    '[general]',
    'enabled=yes',
    'timestampevents=yes',
    '',
    `[${user.trim() || 'wallboard'}]`,
    'secret=SECRET',
    'read=call,agent,user,system,dialplan',
    'write=reporting',
  ].join('\n');
