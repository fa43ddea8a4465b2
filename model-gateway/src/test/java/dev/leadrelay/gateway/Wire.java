package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one kind of provider says and what it insists on, in the wire format that it documents. A good reply names the
 * model stub-1 and bills 11 and 7 tokens.
 */
interface Wire {
    /** A reply with an error status. */
    record Said(int status, String body) {}

    /** A good reply that is a refusal. */
    record Refusal(String body, String why, TokenCounts billed) {}

    ModelKind kind();

    /** What the documentation says of such a request and it does not keep; empty for a good request. */
    List<String> problems(String path, Headers headers, JsonNode body);

    /** The same for the request that costs nothing. */
    List<String> probeProblems(String path, Headers headers);

    String answer(String text);

    /** An answer that ran into the limit of output tokens. */
    String cut(String text);

    /** A reply that calls this tool once for each of the arguments. */
    String toolCalls(String name, String... argumentsJson);

    /** Empty where the API knows no refusals. */
    List<Refusal> refusals();

    /** The headers of a reply that say what is left of the limit of requests. */
    Map<String, String> left(int requests, Duration reset);

    /** By what they mean; a wrong key and no credit are both of them MODEL_QUOTA. */
    Map<FailureClass, List<Said>> errors();
}
