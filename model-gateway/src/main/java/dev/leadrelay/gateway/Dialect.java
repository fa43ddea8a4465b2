package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one kind of provider does in its own way. LangChain4j hides some of it; that part is read from the reply itself. */
interface Dialect {
    /** LangChain4j's model, with its retries and its logging off: both are ours. */
    ChatModel model(HttpClientBuilder http);

    /** How this kind wants the parts of a request. */
    default ChatWords words() {
        return ChatWords.PLAIN;
    }

    /** Why the model refused; null when it did not. */
    @Nullable
    String refusal(JsonNode reply);

    /** What the reply is billed; null when it does not tell. */
    @Nullable
    TokenCounts billed(JsonNode reply);

    /** Why the model stopped writing, where LangChain4j does not know. */
    default FinishReason finishReason(JsonNode reply, FinishReason known) {
        return known;
    }

    /** The {@link ToolCall#signature} of the first tool call of this reply. */
    default @Nullable String signature(JsonNode reply) {
        return null;
    }

    /** What a reply with an error status means. */
    FailureClass classOf(ProviderError error);

    /** How long an error asks to wait, apart from the Retry-After header; null when it does not. */
    default @Nullable Duration retryAfter(ProviderError error) {
        return null;
    }

    /** A request that costs nothing. */
    Probe probe();

    /** Counts below zero are as good as none. */
    static @Nullable TokenCounts counts(long prompt, long completion) {
        return prompt < 0 || completion < 0 ? null : new TokenCounts(prompt, completion);
    }

    /** Text of a field that may be missing or null. */
    static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }
}
