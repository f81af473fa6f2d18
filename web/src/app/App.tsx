import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { SignInPage } from '~/features/sign-in/SignInPage';
import { SignUpPage } from '~/features/sign-in/SignUpPage';
import { Waiting } from '~/ui/Notice';
import { Boundary } from './Boundary';
import { ChatPage } from './ChatPage';
import { EntryOnly } from './EntryOnly';
import { LandingPage } from './LandingPage';
import { MembersOnly } from './MembersOnly';
import { NoRoomOpen } from './NoRoomOpen';
import { NotFoundPage } from './NotFoundPage';
import { RoomPage } from './RoomPage';
import { newQueryClient } from './query-client';

const sidePages = () => import('./side-pages');
const AdminPage = lazy(async () => ({ default: (await sidePages()).AdminPage }));
const SettingsPage = lazy(async () => ({ default: (await sidePages()).SettingsPage }));

export function App() {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Boundary>
        <Routes>
          <Route element={<EntryOnly />}>
            <Route path="/" element={<LandingPage />} />
            <Route path="/login" element={<SignInPage />} />
            <Route path="/register" element={<SignUpPage />} />
          </Route>
          <Route element={<MembersOnly />}>
            <Route path="/rooms" element={<ChatPage />}>
              <Route index element={<NoRoomOpen />} />
              <Route path=":roomId" element={<RoomPage />} />
            </Route>
            <Route path="/settings" element={<Suspense fallback={<Waiting label="Opening the settings…" />}><SettingsPage /></Suspense>} />
            <Route path="/admin" element={<Suspense fallback={<Waiting label="Opening the administration…" />}><AdminPage /></Suspense>} />
          </Route>
          <Route path="/chat" element={<Navigate to="/rooms" replace />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Boundary>
    </QueryClientProvider>
  );
}
