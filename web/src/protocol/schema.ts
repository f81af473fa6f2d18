// Generated from openapi.json by `npm run generate`; do not edit.

export interface paths {
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
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
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Token"];
                    };
                };
            };
        };
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
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
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
        post: {
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
                /** @description ok */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Token"];
                    };
                };
            };
        };
        delete?: never;
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
        get: {
            parameters: {
                query?: {
                    include_unread?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Room"][];
                    };
                };
            };
        };
        put?: never;
        post: {
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
                /** @description ok */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Room"];
                    };
                };
            };
        };
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
        get?: never;
        put?: never;
        post?: never;
        delete: {
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
                /** @description ok */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
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
        post: {
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
                /** @description ok */
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
        post: {
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
                /** @description ok */
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
        delete?: never;
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
        get: {
            parameters: {
                query?: {
                    cursor?: string;
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
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessagePage"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DiscoveredRoom"][];
                    };
                };
            };
        };
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
        Account: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: int64 */
            id: number;
            username: string;
        };
        Attachment: Record<string, never>;
        ClientAction: {
            /** @enum {string} */
            action: "subscribe" | "unsubscribe" | "send_message" | "user_typing" | "watch" | "mark_read" | "ping";
            /** Format: uuid */
            client_id?: string | null;
            content?: string | null;
            epoch?: string | null;
            /** Format: int64 */
            reply_to?: number | null;
            /** Format: int64 */
            room_id?: number | null;
            /** Format: int64 */
            seq?: number | null;
            /** Format: int64 */
            since?: number | null;
        };
        DeletedMessage: {
            /** Format: date-time */
            deleted_at: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            room_id: number;
        };
        DiscoveredRoom: components["schemas"]["Room"] & {
            is_member: boolean;
        };
        EditedMessage: {
            content: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            edited_at: string | null;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            room_id: number;
            /** Format: int64 */
            seq: number;
            /** Format: int64 */
            user_id: number;
            username: string;
            /** Format: int64 */
            version: number;
        };
        FieldError: {
            field: string;
            message: string;
        };
        LoginForm: {
            password: string;
            username: string;
        };
        /** @enum {string} */
        MembershipChange: "joined" | "left" | "removed";
        Message: {
            attachments: components["schemas"]["Attachment"][];
            /** Format: uuid */
            client_id?: string | null;
            content: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** Format: date-time */
            edited_at: string | null;
            /** Format: int64 */
            id: number;
            reactions: components["schemas"]["ReactionCount"][];
            /** Format: int64 */
            reply_to: number | null;
            /** Format: int64 */
            room_id: number;
            /** Format: int64 */
            seq: number;
            /** Format: int64 */
            user_id: number;
            username: string;
            /** Format: int64 */
            version: number;
        };
        MessagePage: {
            messages: components["schemas"]["Message"][];
            next_cursor: string | null;
        };
        Problem: {
            code: string;
            detail: string;
            errors?: components["schemas"]["FieldError"][];
            request_id?: string | null;
            /** Format: int64 */
            status: number;
            title: string;
            type: string;
        };
        Reaction: {
            /** Format: int64 */
            count: number;
            emoji: string;
            /** Format: int64 */
            message_id: number;
            /** Format: int64 */
            room_id: number;
            /** Format: int64 */
            user_id: number;
        };
        ReactionCount: {
            /** Format: int64 */
            count: number;
            emoji: string;
            reacted_by_me: boolean;
        };
        RegisterForm: {
            email: string;
            password: string;
            username: string;
        };
        /** @enum {string} */
        ResumeOutcome: "replayed" | "reset";
        Room: {
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            created_by: number;
            description: string | null;
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["RoomKind"];
            /** Format: date-time */
            last_read_at: string | null;
            /** Format: int64 */
            last_seq: number;
            /** Format: int64 */
            member_count: number;
            name: string;
            /** Format: int64 */
            unread_count?: number | null;
            /** Format: int64 */
            version: number;
        };
        RoomForm: {
            description?: string | null;
            kind?: null | components["schemas"]["RoomKind"];
            name: string;
        };
        /** @enum {string} */
        RoomKind: "public" | "private";
        ServerEvent: {
            epoch: string;
            /** Format: int64 */
            last_seq: number;
            /** Format: int64 */
            online_count: number;
            online_users: components["schemas"]["User"][];
            resume?: null | components["schemas"]["ResumeOutcome"];
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "subscribed";
            /** Format: int64 */
            version: number;
        } | {
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "unsubscribed";
        } | {
            message: components["schemas"]["Message"];
            /** @enum {string} */
            type: "new_message";
            /** Format: int64 */
            version: number;
        } | {
            message: components["schemas"]["EditedMessage"];
            /** @enum {string} */
            type: "message_edited";
            /** Format: int64 */
            version: number;
        } | {
            message: components["schemas"]["DeletedMessage"];
            /** @enum {string} */
            type: "message_deleted";
            /** Format: int64 */
            version: number;
        } | {
            reaction: components["schemas"]["Reaction"];
            /** @enum {string} */
            type: "reaction_added";
            /** Format: int64 */
            version: number;
        } | {
            reaction: components["schemas"]["Reaction"];
            /** @enum {string} */
            type: "reaction_removed";
            /** Format: int64 */
            version: number;
        } | {
            /** Format: int64 */
            message_id: number;
            reactions: components["schemas"]["ReactionCount"][];
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "reactions_changed";
            /** Format: int64 */
            version: number;
        } | {
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "user_joined";
            user: components["schemas"]["User"];
        } | {
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "user_left";
            user: components["schemas"]["User"];
        } | {
            /** Format: int64 */
            online_count: number;
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "online_count";
        } | {
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "typing_indicator";
            user: components["schemas"]["User"];
        } | {
            room: components["schemas"]["Room"];
            /** @enum {string} */
            type: "room_updated";
        } | {
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "room_deleted";
        } | {
            epoch: string;
            /** @enum {string} */
            type: "watching";
        } | {
            last_message?: null | components["schemas"]["Message"];
            /** Format: int64 */
            room_id: number;
            /** Format: int64 */
            seq: number;
            /** @enum {string} */
            type: "room_activity";
            /** Format: int64 */
            unread_count: number;
        } | {
            change: components["schemas"]["MembershipChange"];
            /** Format: int64 */
            room_id: number;
            /** @enum {string} */
            type: "membership_changed";
            /** Format: int64 */
            user_id: number;
        } | {
            /** @enum {string} */
            type: "pong";
        } | {
            /** Format: int64 */
            reconnect_in_ms: number;
            /** @enum {string} */
            type: "server_restarting";
        } | {
            /** Format: uuid */
            client_id?: string | null;
            code: string;
            details?: components["schemas"]["FieldError"][] | null;
            message: string;
            /** Format: int64 */
            room_id?: number | null;
            /** @enum {string} */
            type: "error";
        };
        Status: {
            status: string;
        };
        Token: {
            access_token: string;
            /** Format: int64 */
            expires_in: number;
            token_type: string;
        };
        User: {
            /** Format: int64 */
            id: number;
            username: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
