import { Link } from 'react-router';
import { Avatar } from '~/ui/Avatar';
import { Brand } from '~/ui/Brand';
import { personText } from '~/ui/person-color';
import { ThemeMenu } from '~/ui/theme/ThemeMenu';
import { useTitle } from '~/ui/use-title';

export function LandingPage() {
  useTitle('Rostra');
  return (
    <main className="mx-auto flex min-h-dvh max-w-5xl flex-col justify-center gap-10 px-5 py-10">
      <Brand />
      <div className="grid items-center gap-10 md:grid-cols-2">
        <div className="flex flex-col gap-6">
          <h1 className="font-brand text-4xl leading-tight font-semibold text-balance sm:text-5xl">Everybody gets to speak.</h1>
          <p className="text-lg text-muted">
            Rostra is a place to talk: open a room, invite people, and hear each other at once, on your own server.
          </p>
          <div className="flex flex-wrap gap-3">
            <EntryLink to="/register" className="bg-accent text-on-accent hover:bg-accent-strong">
              Sign up
            </EntryLink>
            <EntryLink to="/login" className="border border-line bg-raised hover:bg-hover">
              Sign in
            </EntryLink>
          </div>
        </div>
        <Glimpse />
      </div>
      <footer>
        <ThemeMenu />
      </footer>
    </main>
  );
}

type EntryLinkProps = { readonly to: string; readonly className: string; readonly children: string };

function EntryLink({ to, className, children }: EntryLinkProps) {
  return (
    <Link to={to} className={`inline-flex min-h-12 items-center rounded-xl px-6 font-semibold transition-colors ${className}`}>
      {children}
    </Link>
  );
}

const GLIMPSE = [
  { id: 7, name: 'Ann', text: 'The garden gate is open again.' },
  { id: 8, name: 'Bob', text: 'On my way, with tomatoes.' },
  { id: 10, name: 'Cem', text: 'Then I bring the bread.' },
];

/** What a room looks like; says nothing that a screen reader would miss. */
function Glimpse() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4 rounded-2xl border border-line bg-surface p-5 shadow-xl md:rotate-1">
      {GLIMPSE.map(({ id, name, text }) => (
        <div key={id} className="flex gap-3">
          <Avatar userId={id} name={name} />
          <div>
            <p className={`font-semibold ${personText(id)}`}>{name}</p>
            <p>{text}</p>
          </div>
        </div>
      ))}
    </div>
  );
}
