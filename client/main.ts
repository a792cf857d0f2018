// The page: one connection, one wall.
import { mount } from 'svelte';
import App from './App.svelte';
import { reloadForLostParts } from './screen/upgrade.ts';
import { Connection } from './state/connection.svelte.ts';
import './styles/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('expected an element with the id "app" in index.html');

reloadForLostParts();
mount(App, { target, props: { connection: new Connection() } });
// The app runs: the watchdog takes over from public/boot-watchdog.js.
document.documentElement.dataset['runs'] = '';

// A new link pasted into an open page changes only the hash.
addEventListener('hashchange', () => location.reload());
