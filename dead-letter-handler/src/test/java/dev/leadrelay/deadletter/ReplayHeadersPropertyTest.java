package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** However often a record fails, is put aside and is written again: it carries its own headers and one mark. */
class ReplayHeadersPropertyTest {
    private static final List<UnaryOperator<Headers>> FRAMEWORKS = List.of(
            ForeignSamples::spring,
            ForeignSamples::springRetryTopics,
            ForeignSamples::connect,
            ForeignSamples::streams,
            UnaryOperator.identity());

    @Property(tries = 200)
    void headersNeverGrow(
            @ForAll @Size(max = 5) List<@AlphaChars @StringLength(min = 1, max = 8) String> own,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 4) Integer> failures) {
        Headers headers = new RecordHeaders();
        own.forEach(name -> headers.add(name, ForeignSamples.utf8(name)));
        Iterable<Header> replayed = headers;
        int round = 0;
        for (int framework : failures) {
            Headers failed = FRAMEWORKS.get(framework).apply(new RecordHeaders(replayed));
            replayed = ReplayHeaders.of(failed, "letter-" + round++);
            assertThat(replayed).hasSize(own.size() + 1);
        }
        List<String> expected = new ArrayList<>(own);
        expected.add(ReplayHeaders.DEAD_LETTER);
        assertThat(replayed).extracting(Header::key).containsExactlyElementsOf(expected);
        assertThat(replayed).last().satisfies(header -> {
            assertThat(header.key()).isEqualTo(ReplayHeaders.DEAD_LETTER);
            assertThat(header.value()).isEqualTo(ForeignSamples.utf8("letter-" + (failures.size() - 1)));
        });
    }
}
