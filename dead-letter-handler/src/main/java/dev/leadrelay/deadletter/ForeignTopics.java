package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which topics hold dead letters of others. Immutable. */
final class ForeignTopics {
    private final List<Pattern> patterns;
    private final Set<String> own;

    /** @param names names of topics, where {@code *} stands for any characters; LeadRelay's own are never meant */
    ForeignTopics(List<String> names, Topics topics) {
        this.patterns = names.stream().map(ForeignTopics::pattern).toList();
        this.own = topics.all().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean contains(String topic) {
        return !own.contains(topic) && !topic.startsWith("__") && matches(topic, patterns);
    }

    /** Whether one of the names, some of them with {@code *}, means a topic. */
    static boolean matches(List<String> names, String topic) {
        return matches(topic, names.stream().map(ForeignTopics::pattern).toList());
    }

    private static boolean matches(String topic, List<Pattern> patterns) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(topic).matches());
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(
                Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
