package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Violation;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeskTest {
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
    void theOverviewShowsWhatListsAndAgentsSay() {
        progress("spring", 10, 4, 1, 2);
        progress("summer", 5, 5, 0, 0);
        agent("research-1", AgentState.RUNNING, null, Samples.NOON);
        agent("research-2", AgentState.PAUSED, "the model does not answer", Samples.NOON);
        agent("research-3", AgentState.RUNNING, null, Samples.NOON - 60_000);
        park(Samples.parked(1, Stage.RESEARCH, FailureClass.UNGROUNDED, "no evidence"));

        Awaitility.await().untilAsserted(() -> {
            Document page = page("/desk");
            assertThat(page.select(".ledger").text())
                    .isEqualTo(
                            "15 accepted = 9 delivered + 1 disqualified + 0 discarded + 2 parked + 0 active + 3 queued");
            assertThat(page.select(".tiles .good").text()).contains("balanced");
            assertThat(page.select("svg .warn").eachText()).contains("1 of 2 paused", "nobody serves it");
            assertThat(page.select("svg .parked").eachText()).contains("1 parked");
            Element stage = page.select("svg .small:has(.done)").first();
            assertThat(stage.ownText()).as("of those that serve it").isEqualTo("4 waiting,");
            assertThat(stage.select(".done").first().ownText())
                    .as("of all that were heard of, gone ones too")
                    .isEqualTo("21 done");
            assertThat(page.text())
                    .contains("the model does not answer")
                    .contains("its heartbeats stopped")
                    .contains("GONE");
            assertThat(page.select("a[href=/desk/list?id=spring]")).hasSize(1);
            assertThat(page.select("svg.progress").eachAttr("aria-label"))
                    .contains("50 percent ended, 20 percent parked", "100 percent ended, 0 percent parked");
        });
        assertThat(page("/desk/live").select(".pipeline")).hasSize(1);
    }

    @Test
    void theOverviewSaysWhatItCannotFollowAndTakesItUpAgain() {
        progress("spring", 10, 4, 1, 2);
        agent("research-1", AgentState.RUNNING, null, Samples.NOON);
        Awaitility.await().untilAsserted(() -> {
            assertThat(page("/desk").select(".ledger").text()).startsWith("10 accepted");
            assertThat(page("/desk").select(".state.running")).hasSize(1);
        });
        String topic = Samples.TOPICS.progress().name();
        byte[] summer = handler.codec.encode(topic, Samples.progress("summer", 5, 5, 0, 0));
        try {
            PlainSerde.OUTAGE.set(true);
            handler.broker.add(topic, "summer", summer);

            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(page("/desk").select("#trouble").text())
                                    .contains("the schema registry does not answer", "the last that is known"));
            Document away = page("/desk/live");
            assertThat(away.select(".tiles").text()).contains("not known now").doesNotContain("balanced");
            assertThat(away.select(".ledger").text()).startsWith("10 accepted");
        } finally {
            PlainSerde.OUTAGE.set(false);
        }
        Awaitility.await().untilAsserted(() -> {
            Document again = page("/desk");
            assertThat(again.select("#trouble")).isEmpty();
            assertThat(again.select(".tiles .good").text()).contains("balanced");
            assertThat(again.select("a[href=/desk/list?id=summer]")).hasSize(1);
        });
    }

    @Test
    void lettersAreFilteredAndLeafedThrough() {
        for (int number = 0; number < 60; number++) {
            park(Samples.parked(number));
        }
        park(Samples.parked(70, Stage.SCORING, FailureClass.LOW_CONFIDENCE, "the votes differ"));

        Document first = page("/desk/letters?stage=WRITER");
        Document second = page(first.select("a[rel=next]").attr("href"));

        assertThat(first.select("tbody tr")).hasSize(50);
        assertThat(first.select("tbody tr").first().text()).contains("list-2/lead-59");
        assertThat(second.select("tbody tr")).hasSize(10);
        assertThat(second.select("a[rel=next]")).isEmpty();
        assertThat(page("/desk/letters?class=LOW_CONFIDENCE").select("tbody tr"))
                .hasSize(1);
        assertThat(first.select("select[name=stage] option[selected]").attr("value"))
                .isEqualTo("WRITER");
        assertThat(page("/desk/letters?list=nobody").text()).contains("No dead letter matches");
        Document groups = page("/desk/groups");
        assertThat(groups.select("tbody tr")).hasSize(2);
        assertThat(page(groups.select("tbody a").first().attr("href")).select("tbody tr"))
                .isNotEmpty();
    }

    @Test
    void theOverviewShowsWhatIsParkedBeforeThePipelineAndThatThereAreMoreLists() {
        park(Samples.parked(1, Stage.LISTS, FailureClass.CONTRACT_VIOLATION, "no company"));
        park(Samples.stray(2, new byte[] {1}));
        for (int list = 0; list < 50; list++) {
            progress("list-" + list, 1, 1, 0, 0);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(page("/desk").select("a[href^=/desk/list?id=]"))
                        .hasSize(50));
        Element parked = page("/desk").select(".pipeline a:has(.parked)").first();
        assertThat(parked.select(".parked").first().ownText()).isEqualTo("2 parked");
        assertThat(page(parked.attr("href")).select("tbody tr")).hasSize(2);
        assertThat(page("/desk").select(".more")).isEmpty();

        progress("one-more", 1, 1, 0, 0);

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(page("/desk").select(".more").text()).contains("The 50 submitted last of 51"));
    }

    @Test
    void groupsSayThatThereAreMore() {
        for (int cause = 0; cause < 100; cause++) {
            handler.park(Samples.parked(cause, Stage.WRITER, FailureClass.INTERNAL, "cause " + letters(cause)));
        }
        handler.awaitState(Samples.parked(99), ItemState.OPEN);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(page("/desk/groups").select("tbody tr")).hasSize(100));
        assertThat(page("/desk/groups").select(".more")).isEmpty();

        park(Samples.parked(100, Stage.SCORING, FailureClass.LOW_CONFIDENCE, "the votes differ"));

        Document cut = page("/desk/groups");
        assertThat(cut.select("tbody tr")).hasSize(100);
        assertThat(cut.select(".more").text())
                .isEqualTo("The 100 groups with the most open ones; filter to see others.");
        assertThat(page("/desk/groups?stage=SCORING").select(".more")).isEmpty();
    }

    /** A number without a digit: numbers are no part of a cause. */
    private static String letters(int number) {
        return "" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    }

    @Test
    void whatIsForeignOrUnknownCanBeChosenAndStaysChosen() {
        handler.close();
        FakeBroker broker = new FakeBroker();
        broker.create("orders-dlt");
        handler = new TestHandler(broker, new TestStore());
        broker.add(
                "orders-dlt",
                ForeignSamples.utf8("key"),
                ForeignSamples.utf8("value"),
                ForeignSamples.springRetryTopics(ForeignSamples.none()));
        park(Samples.parked(1));
        Awaitility.await()
                .until(() -> handler.store
                        .queries
                        .item(Identifiers.deadLetterId("orders-dlt", 0, 0))
                        .isPresent());

        for (String filter : List.of("stage", "class")) {
            Element offered = page("/desk/letters")
                    .select("select[name=" + filter + "] option")
                    .last();
            assertThat(offered.text()).isEqualTo("foreign or unknown");
            Document page = page("/desk/letters?" + filter + "=" + offered.attr("value"));
            assertThat(page.select("tbody tr")).hasSize(1);
            assertThat(page.select("tbody tr").text()).contains("NoSuchCustomerException");
            assertThat(sentByFilter(page)).containsEntry(filter, "UNKNOWN");
        }
    }

    @Test
    void theFormKeepsWhatItWasFilteredBy() {
        Map<String, String> filters = Map.of(
                "list", "list 1",
                "stage", "WRITER",
                "class", "OUTPUT_REJECTED",
                "state", "OPEN",
                "fingerprint", "abc",
                "text", "draft*",
                "since", "2026-05-04T11:00:00Z",
                "until", "2026-05-05");
        for (String page : List.of("/desk/letters", "/desk/groups")) {
            assertThat(sentByFilter(page(page + "?" + fields(filters))))
                    .as(page)
                    .isEqualTo(filters);
            assertThat(sentByFilter(page(page + "?stage=writer")))
                    .as("any case is understood")
                    .containsEntry("stage", "WRITER");
        }
    }

    @Test
    void aPageShowsTheFindingsAtTheFieldsTheyName() {
        DeadLetter letter = DeadLetter.newBuilder(Samples.parked(1))
                .setRequest(Lead.newBuilder()
                        .setLeadId("lead-1")
                        .setFullName("Ada Byron")
                        .setCompany("Engine Works")
                        .build())
                .setViolations(List.of(new Violation("lead.company", "/company", "is closed", Severity.REJECT)))
                .build();
        park(letter);

        Document page = page("/desk/letters/" + letter.getDeadLetterId());

        Element flagged = page.select(".field.flagged").first();
        assertThat(flagged.select("dt").text()).isEqualTo("company");
        assertThat(flagged.select("dd").text()).isEqualTo("Engine Works lead.company is closed");
        assertThat(page.select(".facts").text())
                .contains("Ada Byron, Engine Works")
                .contains("Days left 30 (until 2026-06-03 12:00:01 UTC), then a policy discards it as EXPIRED")
                .doesNotContain("Then ");
        assertThat(page.select(".record pre").text()).contains("Dear Sir");
        assertThat(page.select(".actions button").eachText()).containsExactly("Retry", "Discard", "Pin");
    }

    @Test
    void aDecisionIsTakenByAFormAndItsOutcomeShown() throws Exception {
        DeadLetter letter = Samples.parked(1);
        park(letter);

        HttpResponse<String> answer = decide(letter, Map.of("kind", "RETRY", "reason", "the model was away"));

        assertThat(answer.statusCode()).isEqualTo(303);
        handler.awaitState(letter, ItemState.DECIDED);
        Document pending = page(answer.headers().firstValue("Location").orElseThrow());
        assertThat(pending.select(".notice").text()).contains("The retry is written");
        assertThat(pending.select(".actions")).isEmpty();
        assertThat(pending.select("#renewing [hx-get]")).hasSize(1);
        handler.answer(Samples.outcome(Samples.decision(letter, DecisionKind.RETRY, 0), OutcomeKind.APPLIED, null));
        handler.awaitState(letter, ItemState.RETRIED);
        Document answered = page("/desk/letters/" + letter.getDeadLetterId());
        assertThat(answered.text()).contains("local", "the model was away", "APPLIED");
        assertThat(fact(answered, "Then")).isEqualTo("the lead goes on");
        assertThat(answered.select("#renewing [hx-get]"))
                .as("until it is known how the lead ended")
                .hasSize(1);
        handler.end(Samples.result(letter, LeadStatus.DISQUALIFIED, "too small", 9_000));
        Awaitility.await().untilAsserted(() -> {
            Document ended = page("/desk/letters/" + letter.getDeadLetterId());
            assertThat(fact(ended, "Then")).isEqualTo("DISQUALIFIED: too small");
            assertThat(ended.select("#renewing [hx-get]")).isEmpty();
        });
        assertThat(page("/desk/audit").select("tbody tr").text()).contains("RETRY", "local", "APPLIED");
        assertThat(send("GET", "/desk/audit.csv", "").body().lines().skip(1))
                .singleElement()
                .asString()
                .contains("RETRY,local,false", "the model was away,APPLIED");
    }

    @Test
    void aLeadThatIsParkedAgainLeadsToItsNextDeadLetter() throws Exception {
        DeadLetter letter = Samples.parked(1);
        park(letter);
        decide(letter, Map.of("kind", "RETRY"));
        handler.awaitState(letter, ItemState.DECIDED);
        handler.answer(Samples.outcome(Samples.decision(letter, DecisionKind.RETRY, 0), OutcomeKind.APPLIED, null));
        DeadLetter next = Samples.parkedAgain(letter);
        park(next);
        handler.awaitState(letter, ItemState.RETRIED);

        Document page = page("/desk/letters/" + letter.getDeadLetterId());

        assertThat(fact(page, "Then")).isEqualTo("parked again: the-next-one, see its next dead letter");
        assertThat(page.select("#renewing [hx-get]")).isEmpty();
        assertThat(page(page.select("#standing a:contains(next dead letter)").attr("href"))
                        .select(".actions button"))
                .isNotEmpty();
    }

    @Test
    void aSecondDecisionOfAKindIsWaitedForAsTheFirstWas() throws Exception {
        DeadLetter letter = Samples.parked(1);
        park(letter);
        String first = location(decide(letter, Map.of("kind", "RETRY")));
        handler.awaitState(letter, ItemState.DECIDED);
        handler.answer(Samples.outcome(Samples.decision(letter, DecisionKind.RETRY, 0), OutcomeKind.REFUSED, "no"));
        handler.awaitState(letter, ItemState.OPEN);
        Document refused = page(first);
        assertThat(refused.select(".actions")).hasSize(1);
        assertThat(refused.select("#renewing [hx-get]")).isEmpty();

        String second = location(decide(letter, Map.of("kind", "RETRY")));

        assertThat(second)
                .isNotEqualTo(first)
                .endsWith("&decision="
                        + Samples.decision(letter, DecisionKind.RETRY, 1).getDecisionId());
        handler.awaitState(letter, ItemState.DECIDED);
        handler.answer(Samples.outcome(Samples.decision(letter, DecisionKind.RETRY, 1), OutcomeKind.REFUSED, "no"));
        handler.awaitState(letter, ItemState.OPEN);
        Document third = page("/desk/letters/" + letter.getDeadLetterId() + "?done=RETRY&decision="
                + Samples.decision(letter, DecisionKind.RETRY, 2).getDecisionId());
        assertThat(third.select(".actions")).as("not read back yet").isEmpty();
        assertThat(third.select("#renewing [hx-get]")).hasSize(1);
    }

    @Test
    void thePageSaysWhoEndsWhatPoliciesLeaveAlone() throws Exception {
        String orchestrator =
                "89 (until 2026-08-01 12:00:01 UTC), then the orchestrator discards it as EXPIRED, whatever was decided here";
        DeadLetter pinned = Samples.parked(1);
        park(pinned);
        decide(pinned, Map.of("kind", "PIN"));
        handler.awaitState(pinned, ItemState.DECIDED);
        assertThat(fact(page("/desk/letters/" + pinned.getDeadLetterId()), "Days left"))
                .as("a decision is under way")
                .isEmpty();
        handler.answer(Samples.outcome(Samples.decision(pinned, DecisionKind.PIN, 0), OutcomeKind.APPLIED, null));
        handler.awaitState(pinned, ItemState.OPEN);

        Document page = page("/desk/letters/" + pinned.getDeadLetterId());

        assertThat(fact(page, "Pinned")).isEqualTo("policies leave it alone");
        assertThat(fact(page, "Days left")).isEqualTo(orchestrator);
        DeadLetter refused = DeadLetter.newBuilder(Samples.parked(2))
                .setParkedAt(pinned.getParkedAt())
                .build();
        park(refused);
        decide(refused, Map.of("kind", "RETRY"));
        handler.awaitState(refused, ItemState.DECIDED);
        handler.answer(Samples.outcome(Samples.decision(refused, DecisionKind.RETRY, 0), OutcomeKind.REFUSED, "no"));
        handler.awaitState(refused, ItemState.OPEN);
        assertThat(fact(page("/desk/letters/" + refused.getDeadLetterId()), "Days left"))
                .isEqualTo(orchestrator);
    }

    @Test
    void theDeadlineOfTheOrchestratorIsASetting() {
        handler.close();
        handler = new TestHandler(new FakeBroker(), new TestStore(), Map.of("parked-deadline", "P10D"));
        DeadLetter letter = Samples.parked(1);
        park(letter);

        assertThat(fact(page("/desk/letters/" + letter.getDeadLetterId()), "Days left"))
                .startsWith("10 (until 2026-05-14 12:00:01 UTC), then the orchestrator");
    }

    @Test
    void whatCannotBeDecidedIsSaidInOneLine() throws Exception {
        DeadLetter letter = Samples.parked(1);
        park(letter);

        assertThat(error(decide(letter, Map.of("kind", "DISCARD", "reason", " ")), 400))
                .contains("say why it is discarded");
        assertThat(error(decide(letter, Map.of("kind", "SHRED")), 400)).contains("load the page again");
        assertThat(error(decide(letter, Map.of("kind", "RAISE_BUDGET", "cost", "-1")), 400))
                .contains("the cost must be an amount");
        assertThat(error(decide(letter, Map.of("kind", "RAISE_BUDGET", "cost", "0.05")), 409))
                .contains("RAISE_BUDGET is for BUDGET_EXHAUSTED");
        assertThat(decide(letter, Map.of("kind", "RETRY")).statusCode()).isEqualTo(303);
        assertThat(error(decide(letter, Map.of("kind", "DISCARD", "reason", "too late")), 409))
                .as("the second reviewer is told")
                .contains("a decision on this dead letter is pending");
        assertThat(error(send("GET", "/desk/letters/nothing", ""), 404)).contains("no such dead letter");
        assertThat(error(send("GET", "/desk/letters?stage=KITCHEN", ""), 400)).contains("stage must be one of");
    }

    @Test
    void aJobIsStartedOnlyAsItsDryRunShowedIt() throws Exception {
        park(Samples.parked(1));
        Document seen = page("/desk/bulk/new?kind=DISCARD&stage=WRITER");
        DeadLetter unseen = Samples.parked(2);
        park(unseen);

        HttpResponse<String> changed = handler.form("/desk/bulk", fields(seen) + "&reason=left");

        assertThat(changed.statusCode()).isEqualTo(409);
        Document now = Jsoup.parse(changed.body());
        assertThat(now.select("#problem").text()).contains("the dry run showed 1, but the selection holds 2 now");
        assertThat(now.select("#preview").text()).contains("2 of 2 can take the decision now");
        assertThat(now.select("input[name=reason]").attr("value")).isEqualTo("left");
        assertThat(handler.get("/bulk").get("jobs")).isEmpty();
        assertThat(error(handler.form("/desk/bulk", fields(now).replace("expected=", "other=") + "&reason=left"), 400))
                .contains("load the page again");

        HttpResponse<String> started = handler.form("/desk/bulk", fields(now) + "&reason=left");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(303);
        handler.awaitState(unseen, ItemState.DECIDED);
    }

    /** The hidden fields of the form that starts a job, as a browser sends them. */
    private static String fields(Document page) {
        return page.select("form[method=post][action=/desk/bulk] input[type=hidden]").stream()
                .map(field -> field.attr("name") + "=" + URLEncoder.encode(field.attr("value"), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Test
    void aFormWithoutTheTokenOfThePageIsRefused() throws Exception {
        DeadLetter letter = Samples.parked(1);
        park(letter);
        HttpResponse<String> forged =
                handler.form("/desk/letters/" + letter.getDeadLetterId() + "/decide", "kind=RETRY");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(page("/desk/logins").select("tbody").text()).contains("127.0.0.1", "/decide", "refused");
        assertThat(handler.broker.records(Samples.TOPICS.triageDecisions().name()))
                .isEmpty();
    }

    @Test
    void policiesSayWhatTheyDoAndDid() {
        Document page = page("/desk/policies");
        assertThat(page.text())
                .contains("policy retry-transient", "policy expire-parked", "after 30 d", "1 min, 10 min, 1 h");
        assertThat(page.select("table").last().select("tbody tr")).hasSize(FailureClass.values().length);
    }

    private void progress(String list, long accepted, long delivered, long disqualified, long parked) {
        String topic = Samples.TOPICS.progress().name();
        ListProgress progress = Samples.progress(list, accepted, delivered, disqualified, parked);
        handler.broker.add(topic, list, handler.codec.encode(topic, progress));
    }

    private void agent(String instance, AgentState state, String reason, long at) {
        String topic = Samples.TOPICS.agentStatus().name();
        AgentStatus status = Samples.agent(instance, state, reason, at);
        handler.broker.add(topic, "RESEARCH/" + instance, handler.codec.encode(topic, status));
    }

    private void park(DeadLetter letter) {
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
    }

    private HttpResponse<String> decide(DeadLetter letter, Map<String, String> fields) throws Exception {
        String path = "/desk/letters/" + letter.getDeadLetterId();
        String token = page(path).select("meta[name=csrf-token]").attr("content");
        return handler.form(
                path + "/decide", fields(fields) + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }

    private static String fields(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What a browser sends when Filter is pressed: of a field for days, only a day. */
    private static Map<String, String> sentByFilter(Document page) {
        Map<String, String> sent = new HashMap<>();
        for (Element field : page.select("form.filter[role=search] [name]")) {
            Element chosen = field.tagName().equals("select")
                    ? field.select("option[selected]").first()
                    : field;
            String value = chosen == null ? "" : chosen.attr("value");
            boolean dropped = field.attr("type").equals("date") && !value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
            if (!value.isEmpty() && !dropped) {
                sent.put(field.attr("name"), value);
            }
        }
        return sent;
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** What stands beside that name; empty where it does not. */
    private static String fact(Document page, String name) {
        return page.select("#standing dt").stream()
                .filter(term -> term.text().equals(name))
                .map(term -> term.nextElementSibling().text())
                .collect(Collectors.joining());
    }

    private static String error(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Jsoup.parse(response.body()).select(".lead-message").text();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return handler.send(method, path, body);
    }

    private Document page(String path) {
        try {
            HttpResponse<String> response = send("GET", path, "");
            assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
            return Jsoup.parse(response.body());
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }
}
