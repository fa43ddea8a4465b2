package dev.leadrelay.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
    private final List<String> fatal = new ArrayList<>();
    private final ThreadFailures failures = new ThreadFailures(fatal::add, new CountDownLatch(0));

    @Test
    void replacesAThreadThatMayDoBetterNextTime() {
        assertThat(failures.handle(new StreamsException("lost", new IllegalStateException("passing"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(fatal).isEmpty();
    }

    @Test
    void shutsDownWithOneLineWhenOnlyAPersonCanHelp() {
        assertThat(failures.handle(new StreamsException("x", new TopicAuthorizationException("no\nright"))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(failures.handle(new MissingSourceTopicException("gone")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(failures.handle(new StreamsException(
                        "Existing internal topic x has invalid partitions: expected 3, actual 12")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(fatal)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("the orchestrator cannot go on: ")
                        .doesNotContain("\n"));
    }
}
