// Generated from openapi.json by `npm run generate`; do not edit.

export interface paths {
    "/api/admin/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell what happened day by day. */
        get: operations["admin_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all rooms, private ones too. */
        get: operations["admin_list_rooms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/rooms/{room_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete any room. */
        delete: operations["admin_delete_room"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how much there is. */
        get: operations["admin_storage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all accounts. */
        get: operations["admin_list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Make somebody an administrator, or no longer one. */
        patch: operations["admin_set_role"];
        trace?: never;
    };
    "/api/admin/users/{user_id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable an account: it lets nobody in, and its sockets close. */
        post: operations["admin_disable_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the owner of a disabled account in again. */
        post: operations["admin_enable_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give somebody a new password, which is told this once; all their devices are signed out. */
        post: operations["admin_reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in. */
        post: operations["log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign this device out; its sockets close. */
        post: operations["log_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign all devices out, this one included; their sockets close. */
        post: operations["log_out_everywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the caller's own account. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what the caller tells of themselves. */
        patch: operations["edit_profile"];
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the caller's password; all other devices are signed out. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the next pair of tokens of a session. A refresh token that was replaced before signs the
         *     session out.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open an account and sign in. */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the devices that are signed in. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign one device out; its sockets close. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/ws-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a ticket that lets one socket in, so that no token stands in an address. */
        post: operations["issue_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/db": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how the connections to the database are used. */
        get: operations["database_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post a message; with a `client_id` it is stored once, however often it is sent. */
        post: operations["post_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a message; its author and the room's creator only. Again and again is no mistake. */
        delete: operations["delete_message"];
        options?: never;
        head?: never;
        /** Change what a message says; its author only. */
        patch: operations["edit_message"];
        trace?: never;
    };
    "/api/messages/{message_id}/reactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** React to a message. */
        post: operations["react"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{message_id}/reactions/{emoji}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a reaction back. */
        delete: operations["unreact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rooms that the caller is a member of. */
        get: operations["list_rooms"];
        put?: never;
        /** Create a room; the caller is its first member. */
        post: operations["create_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a room that the caller is a member of. */
        get: operations["show_room"];
        put?: never;
        post?: never;
        /** Delete a room with everything in it; its creator only. */
        delete: operations["delete_room"];
        options?: never;
        head?: never;
        /** Rename or describe a room; its creator only. */
        patch: operations["edit_room"];
        trace?: never;
    };
    "/api/rooms/{room_id}/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join a public room. */
        post: operations["join_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave a room; its creator can't. */
        post: operations["leave_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the members of a room and who of them is connected. */
        get: operations["list_members"];
        put?: never;
        /** Add somebody to a private room. */
        post: operations["add_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member; the room's creator only. */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a room's history, newest first. */
        get: operations["read_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/messages/{message_id}/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a message amid its neighbors. */
        get: operations["read_context"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/messages/{message_id}/reactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell who reacted to a message. */
        get: operations["read_reactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/messages/newer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read on from a place in a room's history, oldest first. */
        get: operations["read_newer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/messages/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find messages in one room. */
        get: operations["search_room"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{room_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Mark a room as read, up to a message or altogether. */
        patch: operations["mark_read"];
        trace?: never;
    };
    "/api/rooms/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List public rooms, joined or not. */
        get: operations["discover_rooms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find messages in all rooms of the caller. */
        get: operations["search_everywhere"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count what the caller has not read. */
        get: operations["count_unread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people who have an account. */
        get: operations["list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one person. */
        get: operations["show_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell that the process is alive. */
        get: operations["alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether new work is welcome. */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One's own profile. */
        Account: {
            /** @description Where a picture is; always null so far. */
            avatar_url: string | null;
            /** @description A few words. */
            bio: string | null;
            /** @description When it was opened. */
            created_at: components["schemas"]["Time"];
            /** @description The name to be shown by. */
            display_name: string | null;
            /** @description Told to nobody else. */
            email: string;
            /**
             * Format: int64
             * @description Identity.
             */
            id: number;
            /** @description Whether one runs the place. */
            is_admin: boolean;
            /** @description Whether one wants to be spoken to. */
            status: components["schemas"]["ChosenStatus"];
            /** @description Shown beside messages. */
            username: string;
        };
        /**
         * @description The names of all actions.
         * @enum {string}
         */
        ActionName: "subscribe" | "unsubscribe" | "send_message" | "user_typing" | "watch" | "mark_read" | "ping";
        /** @description What happened day by day. */
        Activity: {
            /** @description Oldest first; days on which nothing happened are left out. */
            days: components["schemas"]["Day"][];
        };
        /** @description An account as administrators see it. */
        AdminAccount: {
            /** @description When it was opened. */
            created_at: components["schemas"]["Time"];
            disabled_at: components["schemas"]["Time"] | null;
            /** @description Where its owner gets mail. */
            email: string;
            /**
             * Format: int64
             * @description Identity.
             */
            id: number;
            /** @description Whether its owner runs the place. */
            is_admin: boolean;
            /** @description Shown beside messages. */
            username: string;
        };
        /** @description A page of accounts by name. */
        AdminAccountPage: {
            /** @description Where to read on; null at the end. */
            next_cursor: string | null;
            /** @description By name. */
            users: components["schemas"]["AdminAccount"][];
        };
        /** @description A room as administrators see it. */
        AdminRoom: {
            /** @description When. */
            created_at: components["schemas"]["Time"];
            /** @description Who created it. */
            creator: string;
            /**
             * Format: int64
             * @description Identity.
             */
            id: number;
            /** @description Who may find it. */
            kind: components["schemas"]["RoomKind"];
            /**
             * Format: int64
             * @description How many members it has.
             */
            member_count: number;
            /**
             * Format: int64
             * @description How many messages were posted to it.
             */
            message_count: number;
            /** @description Unique, whatever its case. */
            name: string;
        };
        /** @description A page of all rooms. */
        AdminRoomPage: {
            /** @description Where to read on; null at the end. */
            next_cursor: string | null;
            /** @description By id. */
            rooms: components["schemas"]["AdminRoom"][];
        };
        /** @description A file that a message shows. No message bears one yet; the field keeps its place on the wire. */
        Attachment: Record<string, never>;
        /**
         * @description Whether somebody wants to be spoken to while they are connected.
         * @enum {string}
         */
        ChosenStatus: "online" | "away" | "do_not_disturb";
        /** @description The shape of a client's frame, for the OpenAPI document. */
        ClientAction: {
            /** @description What to do. */
            action: components["schemas"]["ActionName"];
            /**
             * Format: uuid
             * @description The client's name for the message; for `send_message`.
             */
            client_id?: string | null;
            /** @description What to post; for `send_message`. */
            content?: string | null;
            /** @description The database that `since` is of; for `subscribe`. */
            epoch?: string | null;
            /**
             * Format: int64
             * @description The message to answer; for `send_message`.
             */
            reply_to?: number | null;
            /**
             * Format: int64
             * @description Which room; for all but `watch` and `ping`.
             */
            room_id?: number | null;
            /**
             * Format: int64
             * @description Up to where; for `mark_read`.
             */
            seq?: number | null;
            /**
             * Format: int64
             * @description The last version that the client applied; for `subscribe`.
             */
            since?: number | null;
        };
        /** @description Changes what a message says. */
        ContentForm: {
            /** @description 1 to 1000 characters, or as configured. */
            content: string;
        };
        /** @description A message amid its neighbors, oldest first. */
        ContextPage: {
            /** @description Oldest first, the target included. */
            messages: components["schemas"]["Message"][];
            /** @description For the `newer` route; null at the newest. */
            newer_cursor: string | null;
            /** @description For the history route; null at the oldest. */
            older_cursor: string | null;
            /**
             * Format: int64
             * @description The message that was asked for.
             */
            target_message_id: number;
        };
        /** @description How the connections to the database are used. */
        DatabaseHealth: {
            /**
             * Format: int32
             * @description How many are in use now.
             */
            checked_out: number;
            /**
             * Format: int32
             * @description How many are open beyond the pool's size.
             */
            overflow: number;
            /**
             * Format: int32
             * @description How many connections the pool may hold.
             */
            pool_size: number;
            /** @description Always `ok`. */
            status: string;
        };
        /** @description What happened on one day. */
        Day: {
            /** @description When it began, in UTC. */
            day: components["schemas"]["Time"];
            /**
             * Format: int64
             * @description Messages posted.
             */
            messages: number;
            /**
             * Format: int64
             * @description Accounts opened.
             */
            users: number;
        };
        /** @description A message that is gone. */
        DeletedMessage: {
            /** @description When. */
            deleted_at: components["schemas"]["Time"];
            /**
             * Format: int64
             * @description Which.
             */
            id: number;
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
        };
        /** @description A public room as anybody finds it. */
        DiscoveredRoom: components["schemas"]["Room"] & {
            /** @description Whether the finder is in it. */
            is_member: boolean;
        };
        /** @description What an edited message says now; its reactions did not change. */
        EditedMessage: {
            /** @description What it says now. */
            content: string;
            /** @description When it was posted. */
            created_at: components["schemas"]["Time"];
            edited_at: components["schemas"]["Time"] | null;
            /**
             * Format: int64
             * @description Which.
             */
            id: number;
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /**
             * Format: int64
             * @description Its place, unchanged.
             */
            seq: number;
            /**
             * Format: int64
             * @description Who posted it.
             */
            user_id: number;
            /** @description Their name. */
            username: string;
            /**
             * Format: int64
             * @description The newest durable change of it.
             */
            version: number;
        };
        /** @description What is wrong with one field. */
        FieldError: {
            /** @description Which field, as it is called on the wire. */
            field: string;
            /** @description What is wrong, for people. */
            message: string;
        };
        /** @description Signs in. */
        LoginForm: {
            /**
             * Format: password
             * @description As given at registration.
             */
            password: string;
            /** @description Compared without regard to case. */
            username: string;
        };
        /** @description Adds somebody to a private room. */
        MemberForm: {
            /**
             * Format: int64
             * @description Who.
             */
            user_id: number;
        };
        /** @description A page of members by name. */
        MemberPage: {
            /** @description By name. */
            members: components["schemas"]["RoomMember"][];
            /** @description Where to read on; null at the end. */
            next_cursor: string | null;
        };
        /**
         * @description How the watcher's membership changed.
         * @enum {string}
         */
        MembershipChange: "joined" | "left" | "removed";
        /** @description A message in its newest state. */
        Message: {
            /** @description Files that it shows. */
            attachments: components["schemas"]["Attachment"][];
            /**
             * Format: uuid
             * @description What its author's client called it; told to the author only.
             */
            client_id?: string | null;
            /** @description What it says; empty when deleted. */
            content: string;
            /** @description When it was posted; never earlier than the message before it. */
            created_at: components["schemas"]["Time"];
            deleted_at: components["schemas"]["Time"] | null;
            edited_at: components["schemas"]["Time"] | null;
            /**
             * Format: int64
             * @description Identity over all rooms.
             */
            id: number;
            /** @description How people reacted, in the order of first use. */
            reactions: components["schemas"]["ReactionCount"][];
            /**
             * Format: int64
             * @description The message it answers, of the same room.
             */
            reply_to: number | null;
            /**
             * Format: int64
             * @description Where it was posted.
             */
            room_id: number;
            /**
             * Format: int64
             * @description Its place in the room: 1, 2, 3 ... without gaps; the one order of display.
             */
            seq: number;
            /**
             * Format: int64
             * @description Who posted it.
             */
            user_id: number;
            /** @description Their name. */
            username: string;
            /**
             * Format: int64
             * @description The newest durable change of it.
             */
            version: number;
        };
        /** @description Posts a message. */
        MessageForm: {
            /**
             * Format: uuid
             * @description A repeated send with the same one posts nothing and answers the first message.
             */
            client_id?: string | null;
            /** @description 1 to 1000 characters, or as configured. */
            content: string;
            /**
             * Format: int64
             * @description The message it answers, of the same room.
             */
            reply_to?: number | null;
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
        };
        /** @description A page of messages; the route says in which order. */
        MessagePage: {
            /** @description The messages. */
            messages: components["schemas"]["Message"][];
            /** @description Where to read on; null at the end. */
            next_cursor: string | null;
        };
        /** @description A new password, shown this once. */
        NewPassword: {
            /** @description What its owner signs in with from now on. */
            password: string;
        };
        /** @description Changes one's password. */
        PasswordForm: {
            /**
             * Format: password
             * @description The password until now.
             */
            current_password: string;
            /**
             * Format: password
             * @description 8 characters to 71 bytes.
             */
            new_password: string;
        };
        /**
         * @description Whether somebody is connected, and wants to be spoken to.
         * @enum {string}
         */
        Presence: "online" | "away" | "do_not_disturb" | "offline";
        /** @description The body of a refused request (RFC 9457). */
        Problem: {
            /** @description The stable name, for programs. */
            code: string;
            /** @description One plain sentence, for people. */
            detail: string;
            /** @description What is wrong with which field; only with status 422. */
            errors?: components["schemas"]["FieldError"][];
            /** @description What to quote to the operator; only with server errors. */
            request_id?: string | null;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description A short name, for people. */
            title: string;
            /** @description A stable URI reference that names the kind of problem. */
            type: string;
        };
        /** @description Changes one's profile; a missing field stays as it is, null or an empty text removes it. */
        ProfileForm: {
            /** @description At most 500 characters; newlines are allowed. */
            bio?: string | null;
            /** @description At most 50 characters. */
            display_name?: string | null;
            status?: components["schemas"]["ChosenStatus"] | null;
        };
        /** @description Somebody, as everybody may see them. */
        PublicProfile: {
            /** @description Where a picture is; always null so far. */
            avatar_url: string | null;
            /** @description A few words. */
            bio: string | null;
            /** @description The name to be shown by. */
            display_name: string | null;
            /**
             * Format: int64
             * @description Identity.
             */
            id: number;
            /** @description `offline`, or what they chose while they are connected. */
            presence: components["schemas"]["Presence"];
            /** @description Shown beside messages. */
            username: string;
        };
        /** @description One person's reaction. */
        Reaction: {
            /**
             * Format: int64
             * @description How many people have given it now; zero removes it.
             */
            count: number;
            /** @description Which emoji. */
            emoji: string;
            /**
             * Format: int64
             * @description On which message.
             */
            message_id: number;
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /**
             * Format: int64
             * @description Whose.
             */
            user_id: number;
        };
        /** @description How many people gave one emoji. */
        ReactionCount: {
            /**
             * Format: int64
             * @description How many people.
             */
            count: number;
            /** @description Which emoji. */
            emoji: string;
            /** @description Whether the receiver is one of them. */
            reacted_by_me: boolean;
        };
        /** @description Reacts to a message. */
        ReactionForm: {
            /** @description Any single emoji. */
            emoji: string;
        };
        /** @description All reactions of a message after a change. */
        Reactions: {
            /** @description In the order of first use. */
            reactions: components["schemas"]["ReactionCount"][];
        };
        /** @description Who reacted to a message. */
        ReactorList: {
            /** @description In the order of first use. */
            reactions: components["schemas"]["ReactorsOfEmoji"][];
        };
        /** @description Who gave one emoji. */
        ReactorsOfEmoji: {
            /**
             * Format: int64
             * @description How many people.
             */
            count: number;
            /** @description Which emoji. */
            emoji: string;
            /** @description Who they are, 100 of them at most. */
            users: components["schemas"]["User"][];
        };
        /** @description Marks a room read. */
        ReadForm: {
            /**
             * Format: int64
             * @description Up to where; everything unless given.
             */
            seq?: number | null;
        };
        /** @description Where the caller's read marker stands. */
        ReadState: {
            /** @description When the marker was last moved. */
            last_read_at: components["schemas"]["Time"];
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @description Always `ok`. */
            status: string;
        };
        /** @description Prolongs a session. */
        RefreshForm: {
            /** @description The newest one of the session. */
            refresh_token: string;
        };
        /** @description Opens an account. */
        RegisterForm: {
            /**
             * Format: email
             * @description `name@host`.
             */
            email: string;
            /**
             * Format: password
             * @description 8 characters to 71 bytes.
             */
            password: string;
            /** @description 3 to 50 characters. */
            username: string;
        };
        /**
         * @description What became of the `since` of a subscription.
         * @enum {string}
         */
        ResumeOutcome: "replayed" | "reset";
        /** @description Makes somebody an administrator, or no longer one. */
        RoleForm: {
            /** @description Whether they run the place. */
            is_admin: boolean;
        };
        /** @description A room. */
        Room: {
            /** @description When. */
            created_at: components["schemas"]["Time"];
            /**
             * Format: int64
             * @description Who created it.
             */
            created_by: number;
            /** @description What it is for. */
            description: string | null;
            /**
             * Format: int64
             * @description Identity.
             */
            id: number;
            /** @description Who may find it. */
            kind: components["schemas"]["RoomKind"];
            last_read_at: components["schemas"]["Time"] | null;
            /**
             * Format: int64
             * @description The newest message.
             */
            last_seq: number;
            /**
             * Format: int64
             * @description How many members it has.
             */
            member_count: number;
            /** @description Unique, whatever its case. */
            name: string;
            /**
             * Format: int64
             * @description How many messages the receiver has not read; only where asked for.
             */
            unread_count?: number | null;
            /**
             * Format: int64
             * @description The newest durable change of its messages.
             */
            version: number;
        };
        /** @description Changes a room; a missing field stays as it is. */
        RoomEditForm: {
            /** @description At most 255 characters in one line; null or empty removes it. */
            description?: string | null;
            /** @description 3 to 50 characters. */
            name?: string | null;
        };
        /** @description Creates a room. */
        RoomForm: {
            /** @description At most 255 characters in one line. */
            description?: string | null;
            kind?: components["schemas"]["RoomKind"] | null;
            /** @description 3 to 50 characters. */
            name: string;
        };
        /**
         * @description Who may find a room.
         * @enum {string}
         */
        RoomKind: "public" | "private";
        /** @description Somebody in a room. */
        RoomMember: {
            /**
             * Format: int64
             * @description Identity.
             */
            id: number;
            /** @description Since when they are a member. */
            joined_at: components["schemas"]["Time"];
            /** @description Whether they are connected to the room now. */
            online: boolean;
            /** @description Their name. */
            username: string;
        };
        /** @description A text frame from the server. A durable event carries the room's `version`. */
        ServerEvent: {
            /** @description The identity of the database; versions of another one mean nothing. */
            epoch: string;
            /**
             * Format: int64
             * @description The newest message.
             */
            last_seq: number;
            /** @description How many are there in all. */
            online_count: number;
            /** @description Who is there: at most 500, the subscriber included. */
            online_users: components["schemas"]["User"][];
            resume?: components["schemas"]["ResumeOutcome"] | null;
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @enum {string} */
            type: "subscribed";
            /**
             * Format: int64
             * @description Everything up to here was sent or is in the history.
             */
            version: number;
        } | {
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @enum {string} */
            type: "unsubscribed";
        } | {
            /** @description The message. */
            message: components["schemas"]["Message"];
            /** @enum {string} */
            type: "new_message";
            /**
             * Format: int64
             * @description Its place among the room's changes.
             */
            version: number;
        } | {
            /** @description What it says now. */
            message: components["schemas"]["EditedMessage"];
            /** @enum {string} */
            type: "message_edited";
            /**
             * Format: int64
             * @description Its place among the room's changes.
             */
            version: number;
        } | {
            /** @description Which. */
            message: components["schemas"]["DeletedMessage"];
            /** @enum {string} */
            type: "message_deleted";
            /**
             * Format: int64
             * @description Its place among the room's changes.
             */
            version: number;
        } | {
            /** @description How. */
            reaction: components["schemas"]["Reaction"];
            /** @enum {string} */
            type: "reaction_added";
            /**
             * Format: int64
             * @description Its place among the room's changes.
             */
            version: number;
        } | {
            /** @description Which. */
            reaction: components["schemas"]["Reaction"];
            /** @enum {string} */
            type: "reaction_removed";
            /**
             * Format: int64
             * @description Its place among the room's changes.
             */
            version: number;
        } | {
            /**
             * Format: int64
             * @description Of which message.
             */
            message_id: number;
            /** @description Replaces all that the client knew. */
            reactions: components["schemas"]["ReactionCount"][];
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @enum {string} */
            type: "reactions_changed";
            /**
             * Format: int64
             * @description Its place among the room's changes.
             */
            version: number;
        } | {
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @enum {string} */
            type: "user_joined";
            /** @description Who. */
            user: components["schemas"]["User"];
        } | {
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @enum {string} */
            type: "user_left";
            /** @description Who. */
            user: components["schemas"]["User"];
        } | {
            /** @description How many. */
            online_count: number;
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @enum {string} */
            type: "online_count";
        } | {
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @enum {string} */
            type: "typing_indicator";
            /** @description Who. */
            user: components["schemas"]["User"];
        } | {
            /** @description Its new state. */
            room: components["schemas"]["Room"];
            /** @enum {string} */
            type: "room_updated";
        } | {
            /**
             * Format: int64
             * @description Which.
             */
            room_id: number;
            /** @enum {string} */
            type: "room_deleted";
        } | {
            /** @description The identity of the database. */
            epoch: string;
            /** @description No message may be longer, in characters. */
            max_message_chars: number;
            /** @enum {string} */
            type: "watching";
        } | {
            last_message?: components["schemas"]["Message"] | null;
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /**
             * Format: int64
             * @description The newest message.
             */
            seq: number;
            /** @enum {string} */
            type: "room_activity";
            /**
             * Format: int64
             * @description How many the watcher has not read.
             */
            unread_count: number;
        } | {
            /** @description How. */
            change: components["schemas"]["MembershipChange"];
            /**
             * Format: int64
             * @description Where.
             */
            room_id: number;
            /** @enum {string} */
            type: "membership_changed";
            /**
             * Format: int64
             * @description Who: the watcher.
             */
            user_id: number;
        } | {
            /** @enum {string} */
            type: "pong";
        } | {
            /**
             * Format: int64
             * @description Milliseconds to wait; different for each socket, so that not all come at once.
             */
            reconnect_in_ms: number;
            /** @enum {string} */
            type: "server_restarting";
        } | {
            /**
             * Format: uuid
             * @description Which send was refused.
             */
            client_id?: string | null;
            /** @description The stable name, for programs. */
            code: string;
            /** @description What is wrong with which field. */
            details?: components["schemas"]["FieldError"][] | null;
            /** @description One plain sentence, for people. */
            message: string;
            /**
             * Format: int64
             * @description Which room the refused action was about.
             */
            room_id?: number | null;
            /** @enum {string} */
            type: "error";
        };
        /** @description One device that is signed in. */
        SessionEntry: {
            /** @description When it signed in. */
            created_at: components["schemas"]["Time"];
            /** @description Whether it is the one that asks. */
            current: boolean;
            /** @description When it is signed out unless it gets another pair. */
            expires_at: components["schemas"]["Time"];
            /**
             * Format: uuid
             * @description Identity, as in the `sid` claim of its access tokens.
             */
            id: string;
            /** @description When it last got a new pair of tokens. */
            last_used_at: components["schemas"]["Time"];
            /** @description What it called itself when it signed in. */
            user_agent: string;
        };
        /** @description The devices that are signed in. */
        SessionList: {
            /** @description Last used first. */
            sessions: components["schemas"]["SessionEntry"][];
        };
        /** @description A one-use ticket for `/ws/connect?ticket=`. */
        SocketTicket: {
            /**
             * Format: int64
             * @description For how many seconds it is good.
             */
            expires_in: number;
            /** @description The ticket. */
            ticket: string;
        };
        /** @description That something was done. */
        Status: {
            /** @description Always `ok`. */
            status: string;
        };
        /** @description How much there is. */
        Storage: {
            /**
             * Format: int64
             * @description How much room the database takes.
             */
            database_bytes: number;
            /**
             * Format: int64
             * @description Messages posted to rooms that exist.
             */
            messages: number;
            /**
             * Format: int64
             * @description Rooms of every kind.
             */
            rooms: number;
            /**
             * Format: int64
             * @description Devices that are signed in.
             */
            sessions: number;
            /**
             * Format: int64
             * @description Accounts, disabled ones included.
             */
            users: number;
        };
        /**
         * Format: date-time
         * @description A point in time, written `2026-01-31T12:00:00.000000Z`.
         * @example 2026-01-31T12:00:00.000000Z
         */
        Time: string;
        /** @description A sign-in. */
        Token: {
            /** @description Shown with every request as `Authorization: Bearer`. */
            access_token: string;
            /**
             * Format: int64
             * @description For how many seconds the access token is good.
             */
            expires_in: number;
            /** @description Gets the next pair of tokens, once. */
            refresh_token: string;
            /** @description Always `bearer`. */
            token_type: string;
        };
        /** @description How much the caller has not read. */
        Unread: {
            /** @description By room id; rooms without unread messages are left out. */
            rooms: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description In all rooms together.
             */
            total: number;
        };
        /** @description Somebody, as others see them. */
        User: {
            /**
             * Format: int64
             * @description Identity.
             */
            id: number;
            /** @description Their name. */
            username: string;
        };
        /** @description A page of people by name. */
        UserPage: {
            /** @description Where to read on; null at the end. */
            next_cursor: string | null;
            /** @description By name. */
            users: components["schemas"]["PublicProfile"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    admin_activity: {
        parameters: {
            query?: {
                /** @description 30 unless given; today is one. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest day first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_list_rooms: {
        parameters: {
            query?: {
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description 50 unless given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminRoomPage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_delete_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_storage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Storage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_list_users: {
        parameters: {
            query?: {
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description 50 unless given. */
                limit?: number;
                /** @description Only names that contain this. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccountPage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_set_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleForm"];
            };
        };
        responses: {
            /** @description The account as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_disable_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_enable_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAccount"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new password. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewPassword"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginForm"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_out_everywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edit_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileForm"];
            };
        };
        responses: {
            /** @description The account as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordForm"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshForm"];
            };
        };
        responses: {
            /** @description The next pair. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterForm"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Last used first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issue_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ticket. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocketTicket"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    database_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pool's figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatabaseHealth"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageForm"];
            };
        };
        responses: {
            /** @description An earlier attempt had stored it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The message. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edit_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContentForm"];
            };
        };
        responses: {
            /** @description The message as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    react: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReactionForm"];
            };
        };
        responses: {
            /** @description All reactions of the message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reactions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unreact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Percent-encoded. */
                emoji: string;
                message_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reactions that stay. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reactions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_rooms: {
        parameters: {
            query?: {
                /** @description Whether to count unread messages. */
                include_unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"][];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_room: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomForm"];
            };
        };
        responses: {
            /** @description The room. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room, with the unread count. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edit_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomEditForm"];
            };
        };
        responses: {
            /** @description The room as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    join_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leave_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description 50 unless given. */
                limit?: number;
            };
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberForm"];
            };
        };
        responses: {
            /** @description The new member. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomMember"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_history: {
        parameters: {
            query?: {
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description 50 unless given. */
                limit?: number;
            };
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_context: {
        parameters: {
            query?: {
                /** @description 25 unless given. */
                after?: number;
                /** @description 25 unless given. */
                before?: number;
            };
            header?: never;
            path: {
                message_id: number;
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextPage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_reactors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: number;
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each emoji in the order of first use, with the people behind it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReactorList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_newer: {
        parameters: {
            query?: {
                /** @description Where to read on; from the first message unless given. */
                cursor?: string;
                /** @description 50 unless given. */
                limit?: number;
            };
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_room: {
        parameters: {
            query: {
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description 20 unless given. */
                limit?: number;
                /** @description Plain words. */
                q: string;
            };
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                room_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReadForm"] | null;
            };
        };
        responses: {
            /** @description Where the marker stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadState"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discover_rooms: {
        parameters: {
            query?: {
                /** @description From the X-Next-Cursor header of the page before. */
                cursor?: string;
                /** @description 200 unless given. */
                limit?: number;
                /** @description Part of the name. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By id. */
            200: {
                headers: {
                    /** @description Where the next page starts; absent at the end. */
                    "x-next-cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiscoveredRoom"][];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_everywhere: {
        parameters: {
            query: {
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description 20 unless given. */
                limit?: number;
                /** @description Plain words. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_unread: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In all rooms, and by room. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description The next_cursor of the page before. */
                cursor?: string;
                /** @description 50 unless given. */
                limit?: number;
                /** @description Only names that contain this. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicProfile"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    alive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description The database does not answer, or the process is about to stop. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
