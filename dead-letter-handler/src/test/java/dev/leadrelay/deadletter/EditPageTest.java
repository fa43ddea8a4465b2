package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.serde.Decoded;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The editor as a browser without scripts uses it: what a person wrote is there until it is taken. */
class EditPageTest {
    private static final String DECISIONS = Samples.TOPICS.triageDecisions().name();

    private TestHandler handler;

    @BeforeEach
    void start() {
        handler = new TestHandler(new FakeBroker(), new TestStore(), new DecisionCheck(GateSamples.GATES));
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void whatTheGateRefusesStaysInTheForm() throws Exception {
        DeadLetter letter = park(GateSamples.rejectedDraft(
                GateSamples.draft().setSubject("Hello {{company}}").build()));
        Document page = open(letter, "ACCEPT", "form");
        type(page, "f/subject", "Dear [NAME]");
        type(page, "f/body", "\nIT IS VERY HARD WORK FOR EVERY PLANNER.\nBye\n");
        type(page, "reason", "the customer \"waits\"");

        Document again = page(submit(page, ""), 409);

        assertThat(again.title()).startsWith("Not done");
        assertThat(again.select("#refusal[role=alert][autofocus]").text()).contains("draft.");
        assertThat(again.select("[autofocus]")).hasSize(1);
        assertThat(typed(again, "f/subject")).isEqualTo("Dear [NAME]");
        assertThat(typed(again, "f/body")).isEqualTo("\nIT IS VERY HARD WORK FOR EVERY PLANNER.\nBye\n");
        assertThat(typed(again, "reason")).isEqualTo("the customer \"waits\"");
        assertThat(again.select("#check ins").eachText()).contains("Dear [NAME]");
        assertThat(handler.broker.records(DECISIONS)).isEmpty();
    }

    @Test
    void tickedWaiversStayTickedUntilTheGatePassesIt() throws Exception {
        DeadLetter letter = park(GateSamples.rejectedDraft(GateSamples.draft()
                .setBody(GateSamples.draft().getBody().replace("is hard work", "IS VERY HARD WORK FOR EVERY PLANNER"))
                .setFooter("none")
                .build()));
        Document page = open(letter, "ACCEPT", "form");
        page.select("input[value=draft.shouting]").attr("checked", "");

        Document again = page(submit(page, ""), 409);
        assertThat(again.select("input[value=draft.shouting]").hasAttr("checked"))
                .isTrue();
        assertThat(again.select("#refusal").text()).contains("draft.footer");

        Document asJson = page(submit(again, "Edit as JSON"), 200);
        String json = typed(asJson, "json");
        type(asJson, "json", json + "}");
        Document broken = page(submit(asJson, ""), 400);
        assertThat(broken.select("#refusal").text()).contains("this is not JSON", "line");
        assertThat(typed(broken, "json")).isEqualTo(json + "}");
        type(
                broken,
                "json",
                json.replace("\"none\"", "\"" + GateSamples.SELLER.footer("en").replace("\n", "\\n") + "\""));

        assertThat(submit(broken, "").statusCode()).isEqualTo(303);
        assertThat(written().getWaived()).containsExactly("draft.shouting");
    }

    @Test
    void theSecondReviewerKeepsWhatSheWrote() throws Exception {
        Lead lead = GateSamples.lead().setNotes("hidden\u202Etext").build();
        DeadLetter letter = park(GateSamples.letter(Stage.RESEARCH, GateSamples.researchRequest(lead), null));
        Document page = open(letter, "RETRY_EDITED", "form");
        type(page, "f/lead/notes", "plain text");
        assertThat(handler.decide(letter, "{\"kind\":\"DISCARD\",\"reason\":\"faster\",\"by\":\"bob\"}")
                        .statusCode())
                .isEqualTo(202);

        Document again = page(submit(page, ""), 409);

        assertThat(again.select("#refusal").text()).contains("a decision on this dead letter is pending");
        assertThat(typed(again, "f/lead/notes")).isEqualTo("plain text");
    }

    @Test
    void whatIsWrittenGoesFromOneEditorToTheOtherAndBack() throws Exception {
        Lead lead = GateSamples.lead().setNotes("hidden\u202Etext").build();
        DeadLetter letter = park(GateSamples.letter(Stage.RESEARCH, GateSamples.researchRequest(lead), null));
        Document form = open(letter, "RETRY_EDITED", "form");
        type(form, "f/lead/notes", "first line\r\nsecond line");
        type(form, "f/lead/employeeCount", "many");
        type(form, "reason", "a typo");

        Document json = page(submit(form, "Edit as JSON"), 200);
        assertThat(typed(json, "json")).contains("first line\\nsecond line", "\"many\"");
        assertThat(typed(json, "reason")).isEqualTo("a typo");
        type(json, "json", typed(json, "json").replace("\"many\"", "7").replace("\"owner\"", "\"keeper\""));

        Document back = page(submit(json, "Edit as a form"), 200);
        assertThat(typed(back, "f/lead/notes")).isEqualTo("first line\nsecond line");
        assertThat(typed(back, "f/lead/employeeCount")).isEqualTo("7");
        assertThat(back.select("#check .remark").text()).contains("triage.locked /lead/extra");
        type(back, "f/lead/city", "Dover");

        Document refused = page(submit(back, ""), 409);
        assertThat(typed(refused, "f/lead/city")).isEqualTo("Dover");
        assertThat(refused.select("#check .remark").text())
                .as("what no field shows is carried along")
                .contains("triage.locked /lead/extra");
        Document last = page(submit(refused, "Edit as JSON"), 200);
        type(last, "json", typed(last, "json").replace("\"keeper\"", "\"owner\""));
        assertThat(submit(last, "").statusCode()).isEqualTo(303);
        assertThat(written().getInput())
                .isEqualTo(new ResearchRequest(
                        GateSamples.header(Stage.RESEARCH),
                        Lead.newBuilder(lead)
                                .setNotes("first line\nsecond line")
                                .setEmployeeCount(7)
                                .setCity("Dover")
                                .build(),
                        GateSamples.settings()));
        assertThat(written().getReason()).isEqualTo("a typo");
    }

    @Test
    void whatNoFormCanShowStaysInTheJsonEditor() throws Exception {
        DeadLetter letter = park(GateSamples.rejectedDraft(GateSamples.draft().build()));
        for (String text :
                List.of("[1, 2]", "{\"subject\": \"a\", \"subject\": \"b\"}", "{} and more", "", "{\n\"a\"\n}")) {
            Document page = open(letter, "ACCEPT", "json");
            type(page, "json", text);
            Document stays = page(submit(page, "Edit as a form"), 400);
            assertThat(stays.select("#refusal").text()).contains("JSON");
            assertThat(typed(stays, "json")).isEqualTo(text);
        }
    }

    @Test
    void aRawReplyIsMendedAndAccepted() throws Exception {
        Draft draft = GateSamples.draft().build();
        String reply = "\nHere it is:\n" + RecordForm.indented(RecordTree.of(draft)) + "</textarea><script>";
        DeadLetter letter = park(GateSamples.letter(Stage.WRITER, GateSamples.writerRequest(), reply));
        String path = "/desk/letters/" + letter.getDeadLetterId();
        Document shown = page(handler.send("GET", path, ""), 200);
        assertThat(shown.select(".actions a[href$=kind=ACCEPT]")).hasSize(1);

        Document page = open(letter, "ACCEPT", "form");
        assertThat(typed(page, "json")).isEqualTo(reply);
        assertThat(page.select("#check .remark").text()).contains("this is not JSON", "(line 2)");
        type(page, "json", reply.replace("\nHere it is:\n", "").replace("</textarea><script>", ""));
        assertThat(checked(page).select(".gate.green")).hasSize(1);

        Document form = page(submit(page, "Edit as a form"), 200);
        assertThat(typed(form, "f/subject")).isEqualTo(draft.getSubject());
        type(form, "f/subject", "Tours for 14 depots");
        assertThat(submit(form, "").statusCode()).isEqualTo(303);
        assertThat(written().getKind()).isEqualTo(DecisionKind.ACCEPT);
        assertThat(written().getCandidate())
                .isEqualTo(Draft.newBuilder(draft)
                        .setSubject("Tours for 14 depots")
                        .build());
    }

    @Test
    void aReplyThatNothingCanBeCheckedAgainstIsNotOfferedForAcceptance() throws Exception {
        DeadLetter letter = park(Samples.parked(1));
        Document shown = page(handler.send("GET", "/desk/letters/" + letter.getDeadLetterId(), ""), 200);
        assertThat(shown.select(".actions a[href$=kind=ACCEPT]")).isEmpty();
    }

    @Test
    void whatIsSentWhileTheStoreIsEmptyIsKeptToBeSentAgain() throws Exception {
        DeadLetter letter = park(GateSamples.rejectedDraft(
                GateSamples.draft().setSubject("Hello {{company}}").build()));
        Document page = open(letter, "ACCEPT", "form");
        type(page, "f/subject", "Tour planning for 14 depots");
        handler.store.clear();

        Document gone = page(submit(page, ""), 404);
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);

        assertThat(submit(gone, "").statusCode()).isEqualTo(303);
        assertThat(((Draft) written().getCandidate()).getSubject()).isEqualTo("Tour planning for 14 depots");
    }

    private DeadLetter park(DeadLetter letter) {
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
        return letter;
    }

    private Document open(DeadLetter letter, String kind, String view) throws Exception {
        String path = "/desk/letters/" + letter.getDeadLetterId() + "/edit?kind=" + kind + "&view=" + view;
        return page(handler.send("GET", path, ""), 200);
    }

    private Document page(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        Document page = Jsoup.parse(response.body().replace("\r\n", "\n"), handler.url());
        // Unlike a browser, jsoup keeps ends of lines as they were sent, and that behind the beginning of a field.
        page.select("textarea").forEach(field -> field.text(field.wholeText().replaceFirst("^\n", "")));
        return page;
    }

    private static Element field(Document page, String name) {
        return page.select("[name='" + name + "']").first();
    }

    private static String typed(Document page, String name) {
        Element field = field(page, name);
        return field.tagName().equals("textarea") ? field.wholeText() : field.attr("value");
    }

    private static void type(Document page, String name, String text) {
        Element field = field(page, name);
        if (field.tagName().equals("textarea")) {
            field.text(text);
        } else {
            field.attr("value", text);
        }
    }

    /** Presses a button of the form; the one that Enter presses, without a name. */
    private HttpResponse<String> submit(Document page, String button) throws Exception {
        FormElement form = form(page);
        String address = form.select("button").stream()
                .filter(each -> each.text().equals(button))
                .map(each -> each.attr("formaction"))
                .findFirst()
                .orElse(form.attr("action"));
        return handler.form(address, sent(form));
    }

    private Document checked(Document page) throws Exception {
        FormElement form = form(page);
        return page(handler.form(form.select("[hx-post]").attr("hx-post"), sent(form)), 200);
    }

    private static FormElement form(Document page) {
        return (FormElement) page.select("main form[method=post]").first();
    }

    private static String sent(FormElement form) {
        List<String> fields = new ArrayList<>();
        for (Element field : form.select("input, textarea")) {
            if (!field.attr("type").equals("checkbox") || field.hasAttr("checked")) {
                String value = field.tagName().equals("textarea") ? field.wholeText() : field.attr("value");
                fields.add(field.attr("name") + "=" + encoded(value));
            }
        }
        return String.join("&", fields);
    }

    /** As browsers send it. */
    private static String encoded(String text) {
        String lines = Arrays.stream(text.split("\r\n|\r|\n", -1)).collect(Collectors.joining("\r\n"));
        return URLEncoder.encode(lines, StandardCharsets.UTF_8);
    }

    private TriageDecision written() {
        byte[] value = handler.broker.records(DECISIONS).getFirst().value();
        Decoded<TriageDecision> decoded = handler.codec.decode(DECISIONS, value, TriageDecision.class);
        return ((Decoded.Value<TriageDecision>) decoded).value();
    }
}
