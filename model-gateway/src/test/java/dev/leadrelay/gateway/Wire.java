package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** Method and path of the request that costs nothing. */
    String probe();

    /** What is wrong with how the key is sent. */
    List<String> keyProblems(Headers headers);

    /** The same as {@link #problems} for the request that costs nothing. */
    default List<String> probeProblems(String path, Headers headers) {
        return addressProblems(path, headers, probe());
    }

    /** A list to add to, with what is wrong with the key and the path. */
    default List<String> addressProblems(String path, Headers headers, String right) {
        List<String> problems = new ArrayList<>(keyProblems(headers));
        if (!path.equals(right)) {
            problems.add("path " + path);
        }
        return problems;
    }

    /** The key as a bearer token. */
    static List<String> bearerProblems(Headers headers) {
        String key = headers.getFirst("Authorization");
        return ("Bearer " + ProviderContract.KEY).equals(key) ? List.of() : List.of("Authorization " + key);
    }

    /** What a list in JSON holds: an object for each tool call, written with its place and its arguments. */
    static String calls(String[] arguments, BiFunction<Integer, String, String> call) {
        return IntStream.range(0, arguments.length)
                .mapToObj(i -> call.apply(i, arguments[i]))
                .collect(Collectors.joining(","));
    }

    String answer(String text);

    /** An answer that ran into the limit of output tokens. */
    String cut(String text);

    /** A reply that calls this tool once for each of the arguments. */
    String toolCalls(String name, String... argumentsJson);

    /** Empty where the API knows no refusals. */
    List<Refusal> refusals();

    /** The headers of a reply that say what is left of the limit of requests; where the API knows none, those of a proxy before it. */
    default Map<String, String> left(int requests, Duration reset) {
        return Map.of("RateLimit-Remaining", "" + requests, "RateLimit-Reset", "" + (reset.toMillis() + 1) / 1000.0);
    }

    /** By what they mean; a wrong key and no credit are both of them MODEL_QUOTA. */
    Map<FailureClass, List<Said>> errors();
}
