// Accounts as administrators see them: who may sign in, and as what.
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { passwordFault } from '../access/password-rules.ts';
import type { Passwords } from '../access/passwords.ts';
import { AccountRefused } from '../vault/accounts.ts';
import type { Far, Vault } from '../vault/vault.ts';
import { accountRoles } from '../../shared/role.ts';
import { badField, readBody, smallJson } from './body.ts';
import { typedPassword } from './login.ts';
import { whoOf, type Route } from './route.ts';
import { requirePersonName } from './setup.ts';

const role = z.enum(accountRoles);
const newBody = z.strictObject({ name: z.string().max(100), role, password: typedPassword });
const changeBody = z.strictObject({ role: role.optional(), password: typedPassword.optional() });

type Options = {
  vault: Far<Pick<Vault, 'listAccounts' | 'createAccount' | 'findAccount' | 'changeAccount' | 'revokeAccount'>>;
  passwords: Passwords;
  isSource: (name: string) => boolean;
  now: () => number;
};

export function accountRoutes({ vault, passwords, isSource, now }: Options): readonly Route[] {
  const hashed = (password: string, name: string, field: string, response: Response): Promise<string> => {
    const fault = passwordFault(password, name);
    if (fault !== undefined) throw badField(field, fault);
    return passwords.hash(password, { key: whoOf(response).name, first: true });
  };

  const list: RequestHandler = async (_request, response) => {
    const accounts = await vault.listAccounts();
    response.json({
      accounts: accounts.map(({ enteredAt: lastEnteredAt, ...account }) => ({ ...account, lastEnteredAt })),
    });
  };

  const add: RequestHandler = async (request, response) => {
    const { name, role, password: typed } = readBody(newBody, request.body);
    requirePersonName(name, isSource);
    const password = await hashed(typed, name, 'password', response);
    await vault.createAccount({ name, role, password, by: whoOf(response).name, now: now() });
    response.status(201).json({ name, role });
  };

  const change: RequestHandler = async (request, response) => {
    const name = String(request.params['name']);
    const wanted = readBody(changeBody, request.body);
    if (wanted.role === undefined && wanted.password === undefined) throw badField('role', 'expected it, or password');
    const account = await vault.findAccount(name);
    if (!account) throw new AccountRefused('unknown', 'there is no account of this name');
    const password =
      wanted.password === undefined ? undefined : await hashed(wanted.password, name, 'password', response);
    await vault.changeAccount({ name, role: wanted.role, password, by: whoOf(response).name, now: now() });
    response.json({ name, role: wanted.role ?? account.role });
  };

  const revoke: RequestHandler = async (request, response) => {
    await vault.revokeAccount({ name: String(request.params['name']), by: whoOf(response).name, now: now() });
    response.status(204).end();
  };

  return [
    { key: 'GET /api/accounts', steps: [list] },
    { key: 'POST /api/accounts', steps: [smallJson, add], body: newBody },
    { key: 'PATCH /api/accounts/:name', steps: [smallJson, change], body: changeBody },
    { key: 'DELETE /api/accounts/:name', steps: [revoke] },
  ];
}
