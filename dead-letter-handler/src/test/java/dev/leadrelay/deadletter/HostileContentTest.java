package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.RecordHeader;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.Violation;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every page that the router knows, opened with what an attacker or a broken producer would put on the topics. */
class HostileContentTest {
    private static final List<String> TEXTS = List.of(
            "<script>document.title='owned'</script>",
            "\"><img src=x onerror=alert(1)>",
            "' autofocus onfocus='alert(1)",
            "javascript:alert(1)",
            "</textarea></pre></bdi><svg onload=alert(1)>",
            "${7*7} {{7*7}} <%= 7*7 %>",
            "\u202Egnp.exe\u202C \u2066left\u2069 \u200B\uFEFF",
            "\u0000\u0001\u001B[31m\uFFFE\uD83D",
            "a/b?c#d&e=f;g%2e%2e");
    private static final int LARGEST_PAGE = 2_000_000;

    private TestHandler handler;
    private final List<DeadLetter> letters = new ArrayList<>();
    private String job = "";
    private String led = "";

    @BeforeEach
    void start() {
        handler = new TestHandler(new FakeBroker(), new TestStore());
        for (String text : TEXTS) {
            letters.add(hostile(letters.size(), text));
        }
        letters.add(huge());
        letters.add(broken());
        letters.forEach(letter -> {
            handler.park(letter);
            handler.awaitState(letter, ItemState.OPEN);
        });
        decide(letters.get(0), TEXTS.get(0));
        String topic = Samples.TOPICS.triageOutcomes().name();
        handler.broker.add(topic, "key", "<script>no avro</script>".getBytes(StandardCharsets.UTF_8));
        org.awaitility.Awaitility.await().until(() -> handler.store.queries.unreadableCount() == 1);
        for (DeadLetter letter : letters) {
            if (letter.getLeadKey() != null) {
                handler.end(ended(letter));
            }
        }
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(handler.store.content().get("lead_end"))
                        .hasSize((int) letters.stream()
                                .map(DeadLetter::getLeadKey)
                                .filter(java.util.Objects::nonNull)
                                .distinct()
                                .count()));
        led = handler.store
                .queries
                .item(letters.get(0).getDeadLetterId())
                .orElseThrow()
                .leadKey();
        job = handler.bulk
                .jobs()
                .start(
                        new BulkSelection.Ids(letters.stream()
                                .map(DeadLetter::getDeadLetterId)
                                .toList()),
                        new BulkOrder(DecisionKind.PIN, TEXTS.get(1), null, null, TEXTS.get(2), 1000.0, null),
                        true)
                .id();
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void noPageRunsOrBreaksOnIt() throws Exception {
        List<String> pages = handler.routes().stream()
                .filter(route -> route.startsWith("GET /desk"))
                .map(route -> route.substring("GET ".length()))
                .filter(path -> !path.startsWith("/desk/assets"))
                .toList();
        assertThat(pages).contains("/desk", "/desk/letters", "/desk/letters/{id}", "/desk/letters/{id}/run");
        for (String page : pages) {
            assertThat(values().keySet())
                    .as("a value for each parameter of " + page)
                    .containsAll(List.of(parameters(page)));
            for (int i = 0; i < letters.size(); i++) {
                if (page.endsWith("/edit") && letters.get(i).getRequest() == null) {
                    refused(filled(page, i) + needs(page, letters.get(i)));
                    continue;
                }
                open(filled(page, i) + needs(page, letters.get(i)));
            }
        }
    }

    @Test
    void whatIsAskedForIsEscapedToo() throws Exception {
        for (String text : TEXTS) {
            String value = URLEncoder.encode(text, StandardCharsets.UTF_8);
            for (String name : List.of("list", "fingerprint", "done", "unknown")) {
                open("/desk/letters?" + name + "=" + value);
                open("/desk/groups?" + name + "=" + value);
            }
            if (Words.of(text).isEmpty()) {
                refused("/desk/letters?text=" + value);
            } else {
                open("/desk/letters?text=" + value);
                open("/desk/groups?text=" + value);
            }
            refused("/desk/letters?stage=" + value);
            refused("/desk/letters?after=" + value);
            refused("/desk/letters/" + value.replace("+", "%20").replaceAll("%(00|01|2F|25|3B)", ""));
        }
    }

    /** What stands for the parameter of a route, for one letter. */
    private Map<String, List<String>> values() {
        return Map.of("id", letters.stream().map(DeadLetter::getDeadLetterId).toList());
    }

    /** What a page needs behind the question mark; the others need nothing. */
    private String needs(String page, DeadLetter letter) {
        Item stored = handler.store.queries.item(letter.getDeadLetterId()).orElseThrow();
        String list = encoded(stored.listId() == null ? "none" : stored.listId());
        return switch (page) {
            case "/desk/list", "/desk/list.csv", "/desk/list.jsonl" -> "?id=" + list;
            case "/desk/lead" -> "?key=" + encoded(stored.leadKey() == null ? led : stored.leadKey());
            case "/desk/letters/{id}/edit" ->
                "?kind=RETRY_EDITED&view=" + (letter.getAttempt() % 2 == 0 ? "json" : "form");
            case "/desk/bulk/new" -> "?kind=RETRY&fingerprint=" + encoded(stored.fingerprint());
            default -> "";
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String[] parameters(String page) {
        return java.util.regex.Pattern.compile("\\{(\\w+)}")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toArray(String[]::new);
    }

    private String filled(String page, int letter) {
        String path = page;
        if (page.startsWith("/desk/bulk/{id}")) {
            return page.replace("{id}", job);
        }
        for (String name : parameters(page)) {
            String value = URLEncoder.encode(values().get(name).get(letter), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            path = path.replace("{" + name + "}", value);
        }
        return path;
    }

    private void open(String path) throws Exception {
        HttpResponse<String> response = handler.send("GET", path, "");
        assertThat(response.statusCode())
                .as(path + "\n" + shortened(response.body()))
                .isEqualTo(200);
        requireHarmless(path, response);
    }

    private void refused(String path) throws Exception {
        HttpResponse<String> response = handler.send("GET", path, "");
        assertThat(response.statusCode()).as(path).isBetween(400, 499);
        requireHarmless(path, response);
    }

    private static void requireHarmless(String path, HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .as(path)
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(response.body().length()).as(path).isLessThan(LARGEST_PAGE);
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
            return;
        }
        Document document = Jsoup.parse(response.body());
        for (Element element : document.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                String name = attribute.getKey().toLowerCase(Locale.ROOT);
                assertThat(name)
                        .as(path + " " + shortened(element.outerHtml()))
                        .doesNotStartWith("on")
                        .isNotEqualTo("style");
                if (List.of("href", "src", "action", "hx-get").contains(name)) {
                    assertThat(attribute.getValue()).as(path).matches("[/#].*").doesNotStartWith("//");
                }
            }
            if (element.tagName().equals("script")) {
                assertThat(element.attr("src")).as(path).startsWith("/desk/assets/");
                assertThat(element.data()).isEmpty();
            }
        }
        assertThat(document.select("img, iframe, object, embed, base")).as(path).isEmpty();
    }

    private void decide(DeadLetter letter, String text) {
        DecisionRequest request =
                new DecisionRequest(letter.getDeadLetterId(), DecisionKind.DISCARD, text, text, false);
        TriageDecision decision = DecisionRecords.decision(letter, request, 0, letter.getParkedAt());
        String topic = Samples.TOPICS.triageDecisions().name();
        handler.broker.add(topic, "key", handler.codec.encode(topic, decision));
        handler.answer(Samples.outcome(decision, OutcomeKind.REFUSED, text));
        org.awaitility.Awaitility.await()
                .until(() -> handler.store.queries.decisions(letter.getDeadLetterId()).stream()
                        .anyMatch(each -> each.outcome() != null));
    }

    private static DeadLetter hostile(int number, String text) {
        return DeadLetter.newBuilder(Samples.parked(number))
                .setDeadLetterId("id" + number + printable(text))
                .setMessage(text)
                .setFingerprint(text)
                .setLeadKey("list/" + text)
                .setListId(text)
                .setRunId(text)
                .setViolations(List.of(new Violation(text, "/company", text, Severity.REJECT)))
                .setRequest(Lead.newBuilder()
                        .setLeadId(text)
                        .setFullName(text)
                        .setTitle(text)
                        .setCompany(text)
                        .setExtra(Map.of(text, text))
                        .build())
                .setCandidate(Draft.newBuilder()
                        .setLanguage("en")
                        .setSubject(text)
                        .setBody(text)
                        .setFooter(text)
                        .build())
                .build();
    }

    /** A result in which every text is the letter's. */
    private static LeadResult ended(DeadLetter letter) {
        String text = letter.getMessage();
        Evidence evidence = new Evidence(text, EvidenceKind.WEB_PAGE, text, text, text, text, letter.getParkedAt());
        Research research = Research.newBuilder()
                .setStatus(ResearchStatus.COMPLETE)
                .setCompanyName(text)
                .setEvidence(List.of(evidence))
                .setClaims(List.of(new Claim(text, text, List.of(text))))
                .setContradictions(List.of(new Contradiction(text, List.of(new ContradictoryStatement(text, text)))))
                .build();
        Lead lead = Lead.newBuilder()
                .setLeadId("lead")
                .setFullName(text)
                .setCompany(text)
                .build();
        return LeadResult.newBuilder(Samples.result(letter, LeadStatus.DISCARDED, text, 9))
                .setExternalId(text)
                .setLead(lead)
                .setResearch(research)
                .setDraft(Draft.newBuilder()
                        .setLanguage("en")
                        .setSubject(text)
                        .setBody(text)
                        .setFooter(text)
                        .build())
                .build();
    }

    private static DeadLetter huge() {
        return DeadLetter.newBuilder(Samples.parked(100))
                .setCandidate("<b>".repeat(5_000_000 / 3))
                .build();
    }

    private static DeadLetter broken() {
        byte[] bytes = new byte[5_000_000];
        new Random(1).nextBytes(bytes);
        DeadLetter stray = Samples.stray(7, bytes);
        return DeadLetter.newBuilder(stray)
                .setOriginal(OriginalRecord.newBuilder(stray.getOriginal())
                        .setTopic("<script>topic</script>")
                        .setHeaders(
                                List.of(new RecordHeader("<script>name</script>", ByteBuffer.wrap(bytes, 0, 3_000))))
                        .build())
                .build();
    }

    /** As hostile as an identifier may be and still be one. */
    private static String printable(String text) {
        return text.chars()
                .filter(c -> c > ' ' && c < 127 && "/\\%;".indexOf(c) < 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(300, text.length()));
    }
}
