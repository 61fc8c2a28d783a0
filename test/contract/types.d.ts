// Generated from openapi.json by generateTypes.ts. Do not edit.

export interface paths {
    "/v1/convai/agents/{agent_id}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create widget avatar
         * @description Sets the avatar for an agent displayed in the widget
         */
        post: operations["post_agent_avatar_route"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/convai/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List agents
         * @description Agents of the account, a page at a time. Paging rules are from vendor-docs.
         */
        get: operations["get_agents_route"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/convai/agents/{agent_id}/widget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get widget
         * @description The configuration of an agent's widget, its avatar included
         */
        get: operations["get_agent_widget_route"];
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
        /** Body_post_agent_avatar_route */
        Body_post_agent_avatar_route: {
            /** Avatar File */
            avatar_file: string;
        };
        /** PostAgentAvatarResponseModel */
        PostAgentAvatarResponseModel: {
            /**
             * Agent Id
             * @description The ID of the agent
             */
            agent_id: string;
            /**
             * Avatar Url
             * @description The public URL of the uploaded avatar
             */
            avatar_url?: string | null;
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /** ValidationError */
        ValidationError: {
            /** Location */
            loc: (string | number)[];
            /** Message */
            msg: string;
            /** Error Type */
            type: string;
            /** Input */
            input?: unknown;
            /** Context */
            ctx?: Record<string, never>;
        };
        /** GetAgentsPageResponseModel */
        GetAgentsPageResponseModel: {
            /** Agents */
            agents: components["schemas"]["AgentSummaryResponseModel"][];
            /**
             * Next Cursor
             * @description Absent or null on the last page
             */
            next_cursor?: string | null;
            /** Has More */
            has_more: boolean;
        };
        /** AgentSummaryResponseModel */
        AgentSummaryResponseModel: {
            /**
             * Agent Id
             * @description The ID of the agent
             */
            agent_id: string;
            /** Name */
            name: string;
            /** Created At Unix Secs */
            created_at_unix_secs?: number;
        };
        /** GetAgentEmbedResponseModel */
        GetAgentEmbedResponseModel: {
            /** Agent Id */
            agent_id: string;
            widget_config: components["schemas"]["WidgetConfig"];
        };
        /** WidgetConfig */
        WidgetConfig: {
            avatar: components["schemas"]["WidgetAvatar"];
        };
        /** WidgetAvatar */
        WidgetAvatar: components["schemas"]["OrbAvatar"] | components["schemas"]["UrlAvatar"] | components["schemas"]["ImageAvatar"];
        /** OrbAvatar */
        OrbAvatar: {
            /** @constant */
            type: "orb";
            color_1: string;
            color_2: string;
        };
        /** UrlAvatar */
        UrlAvatar: {
            /** @constant */
            type: "url";
            custom_url: string;
        };
        /** ImageAvatar */
        ImageAvatar: {
            /** @constant */
            type: "image";
            url: string;
        };
        /**
         * ErrorBody
         * @description The four shapes of detail.
         */
        ErrorBody: components["schemas"]["SentenceError"] | components["schemas"]["StatusError"] | components["schemas"]["CodedError"] | components["schemas"]["ListError"];
        /** SentenceError */
        SentenceError: {
            detail: string;
        };
        /** StatusError */
        StatusError: {
            detail: {
                status: string;
                message: string;
            };
        };
        /** CodedError */
        CodedError: {
            detail: {
                type: string;
                /** @description On 429: rate_limit_exceeded or concurrent_limit_exceeded */
                code: string;
                message: string;
                request_id?: string;
                param?: string | null;
            };
        };
        /** ListError */
        ListError: WithRequired<components["schemas"]["HTTPValidationError"], "detail">;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    post_agent_avatar_route: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of an agent. This is returned on agent creation. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_post_agent_avatar_route"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostAgentAvatarResponseModel"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description The request is refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The service failed; something in between may answer HTML */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                    "text/html": string;
                };
            };
        };
    };
    get_agents_route: {
        parameters: {
            query?: {
                page_size?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description Part of the name */
                search?: string;
                sort_by?: "name" | "created_at";
                sort_direction?: "asc" | "desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAgentsPageResponseModel"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description The request is refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The service failed; something in between may answer HTML */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                    "text/html": string;
                };
            };
        };
    };
    get_agent_widget_route: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of an agent. This is returned on agent creation. */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAgentEmbedResponseModel"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description The request is refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The service failed; something in between may answer HTML */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                    "text/html": string;
                };
            };
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
