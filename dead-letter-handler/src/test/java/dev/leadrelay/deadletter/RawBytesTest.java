package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Stage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Original records as files, and all records that could not be read. */
class RawBytesTest {
    private TestHandler handler;

    @BeforeEach
    void start() {
        handler = new TestHandler(new FakeBroker(), new TestStore());
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void theWholeValueThatWasKeptIsAFile() throws Exception {
        byte[] value = new byte[200_000];
        new Random(1).nextBytes(value);
        DeadLetter stray = park(Samples.stray(7, value));

        assertThat(page(path(stray))
                        .select("a[href$=/original]")
                        .parents()
                        .first()
                        .text())
                .contains("200000 bytes");
        HttpResponse<byte[]> file = file(path(stray) + "/original");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(value);
        assertThat(file.headers().map())
                .containsEntry("Content-Type", List.of("application/octet-stream"))
                .containsEntry("Content-Disposition", List.of("attachment; filename=\"leads.lists-1-7.bin\""))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"));
    }

    @Test
    void aValueThatStandsInItsTopicIsFetchedFromThere() throws Exception {
        byte[] value = "<script>as it was</script>".getBytes(StandardCharsets.UTF_8);
        String topic = Samples.TOPICS.lists().name();
        handler.broker.add(topic, "k", new byte[] {1});
        handler.broker.add(topic, "k", value);
        DeadLetter stray = park(at(0, 1));

        assertThat(page(path(stray)).select("a[href$=/original]")).hasSize(1);
        assertThat(file(path(stray) + "/original").body()).isEqualTo(value);
    }

    @Test
    void aValueThatIsNowhereIsNoFile() throws Exception {
        DeadLetter forgotten = park(at(0, 99));
        assertThat(file(path(forgotten) + "/original").statusCode()).isEqualTo(404);

        DeadLetter unknown = at(-1, -1);
        unknown.put("deadLetterId", "f00");
        park(unknown);
        assertThat(page(path(unknown)).select("a[href$=/original]")).isEmpty();
        assertThat(file(path(unknown) + "/original").statusCode()).isEqualTo(404);

        DeadLetter parked = park(Samples.parked(1));
        assertThat(file(path(parked) + "/original").statusCode()).isEqualTo(404);
    }

    @Test
    void recordsThatCouldNotBeReadAreLeafedThrough() throws Exception {
        byte[] poison = {(byte) 0xff, 0, 7};
        String writer = Samples.TOPICS.deadLetters(Stage.WRITER).name();
        String research = Samples.TOPICS.deadLetters(Stage.RESEARCH).name();
        // Many at the same moment: the topics and offsets say where a page ends.
        for (int i = 0; i < 40; i++) {
            handler.broker.add(writer, "k", poison, Samples.NOON);
            handler.broker.add(research, "k", poison, Samples.NOON + i / 20);
            handler.broker.add(research, "k", poison, Samples.NOON);
        }
        Awaitility.await().until(() -> handler.store.queries.unreadableCount() == 120);

        List<String> seen = new ArrayList<>();
        String path = "/desk/unreadable";
        for (int pages = 0; !path.isEmpty(); pages++) {
            assertThat(pages).isLessThan(4);
            Document page = page(path);
            seen.addAll(page.select(".record h2 code").eachText());
            path = page.select("a[rel=next]").attr("href");
        }

        List<String> all = IntStream.range(0, 80)
                .boxed()
                .flatMap(offset -> offset < 40
                        ? List.of(writer + "-0 at offset " + offset, research + "-0 at offset " + offset).stream()
                        : List.of(research + "-0 at offset " + offset).stream())
                .toList();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        for (String after : List.of("nonsense", new Cursor(1, "decision").text(), new Cursor(1, "x/y/z").text())) {
            assertThat(file("/desk/unreadable?after=" + after).statusCode()).isEqualTo(400);
        }
    }

    /** One of which only the coordinates were kept. */
    private static DeadLetter at(int partition, long offset) {
        DeadLetter letter = Samples.stray(8, null);
        letter.getOriginal().put("partition", partition);
        letter.getOriginal().put("offset", offset);
        return letter;
    }

    private DeadLetter park(DeadLetter letter) {
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
        return letter;
    }

    private static String path(DeadLetter letter) {
        return "/desk/letters/" + letter.getDeadLetterId();
    }

    private Document page(String path) throws Exception {
        HttpResponse<String> response = handler.send("GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Jsoup.parse(response.body());
    }

    private HttpResponse<byte[]> file(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(handler.url() + path)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
