package dev.leadrelay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.deadletter.testing.Browser;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.system.support.ChildService;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.TopicRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The desk in a real browser, on the real stack: a person finds what failed, mends it, and sees the leads end. One
 * installation for all tests, each with leads of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeskBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LIST = "spring-fair";
    private static final Path PICTURES = Path.of(System.getProperty("leadrelay.screenshots"));
    private static final Pattern PLACEHOLDER = Pattern.compile("[^.!?\\n]*(\\[[^]]*]|\\{\\{[^}]*}})[^.!?\\n]*[.!?]?");
    private static final LocatorAssertions.ContainsTextOptions LONG =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    private static final LocatorAssertions.HasTextOptions WITHIN =
            new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE.toMillis());

    private static final LocatorAssertions.IsEmptyOptions GONE =
            new LocatorAssertions.IsEmptyOptions().setTimeout(PATIENCE.toMillis());
    private static final Pattern DECIDED = Pattern.compile("(\\d+) decided");
    /** More stops of Tab than any page has on the way to something. */
    private static final int MOST_TABS = 90;

    private static final String SEEN = """
            () => {
              const at = document.activeElement;
              const style = getComputedStyle(at);
              const box = at.getBoundingClientRect();
              return at === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                && box.width > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
            }""";

    private Installation installation;
    private Browser browser;
    private String desk;

    @BeforeAll
    void start() throws Exception {
        installation = Installation.create("desk").start();
        desk = "http://127.0.0.1:" + installation.service("dead-letter-handler").httpPort();
        browser = Browser.open(desk);
        List<Lead> leads = new ArrayList<>();
        List<Lead> generated = GeneratedLeads.of(7, 40);
        for (int i = 0; i < generated.size(); i++) {
            leads.add(wishing(generated.get(i), i));
        }
        installation.submit(LIST, leads);
        installation.awaitSettled(LIST, PATIENCE);
    }

    /** Some drafts with a placeholder, some leads whose research is refused; the others go through. */
    private static Lead wishing(Lead lead, int number) {
        String wish = number < 3 ? "simulate writer=placeholder" : number < 18 ? "simulate research=refusal" : null;
        return Lead.newBuilder(lead).setNotes(wish).build();
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        browser.closePages();
        assertThat(browser.complaints()).isEmpty();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    @Order(1)
    void theOverviewShowsThePipeline() {
        Page page = browser.page(1280, 900);
        page.navigate(desk + "/");
        assertThat(page.locator(".tiles")).containsText("balanced", LONG);
        assertThat(page.locator("svg a[href$='stage=RESEARCH'] .parked")).containsText("15 parked", LONG);
        assertThat(page.locator(".ledger")).containsText("40 accepted", LONG);
        // From here on the store has read what the other tests look for.
        assertThat(page.locator(".tiles a[href='/desk/letters?state=OPEN']")).hasText("18", WITHIN);
        // Agents tell what they have done every few seconds.
        assertThat(page.locator("svg .done").last()).hasText(Pattern.compile("[1-9]\\d* done"), WITHIN);
        picture(page, "overview");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(page, "overview-dark");
    }

    @Test
    @Order(2)
    void aRejectedDraftIsEditedUntilTheGateIsGreenAndItsLeadIsDelivered() {
        Page page = browser.page(1280, 1000);
        page.navigate(desk + "/desk/groups");
        picture(page, "groups");
        page.locator("a.row-link", new Page.LocatorOptions().setHasText("placeholder"))
                .first()
                .click();
        page.locator("a.row-link").first().click();
        assertThat(page.locator(".remark.reject").first()).containsText("draft.placeholder");
        picture(page, "letter");
        String letter = page.url();
        page.getByText("Accept, edited or not").click();
        assertThat(page.locator("#check .gate")).containsText("does not let it pass");

        Locator body = page.locator("textarea[name='f/body']");
        String text = body.inputValue();
        body.fill(PLACEHOLDER.matcher(text).replaceAll("").strip());

        assertThat(page.locator("#check del")).containsText("[");
        waiveWhatIsLeft(page);
        assertThat(page.locator("#check .gate.green")).containsText("lets it pass");
        picture(page, "accept");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Accept").setExact(true))
                .click();

        assertThat(page.locator(".notice")).containsText("The acceptance is written");
        assertThat(page.locator("main")).containsText("APPLIED", LONG);
        page.navigate(letter);
        page.locator(".facts a[href^='/desk/lead?']").click();
        delivered(page);
        assertThat(page.locator(".timeline")).containsText("ACCEPT by local, applied");
        picture(page, "lead");
    }

    /** What a shortened draft may still lack is a person's to let pass. */
    private static void waiveWhatIsLeft(Page page) {
        Locator open = page.locator("#check input[name=waive]:not(:checked)");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            if (page.locator("#check .gate.green").count() > 0) {
                return true;
            }
            if (open.count() > 0) {
                open.first().check();
            }
            return false;
        });
    }

    @Test
    @Order(3)
    void aFieldIsFixedAndTheStageAskedAgainWithTheKeyboardAlone() {
        Page page = browser.page(1280, 900);
        page.navigate(desk + "/desk");
        press(page, "Tab");
        assertThat(page.locator(".skip")).isFocused();
        picture(page, "skip");
        press(page, "Enter");
        assertThat(page.locator("#main")).isFocused();

        press(page, "g", "g");
        page.waitForURL("**/desk/groups");
        press(page, "/");
        assertThat(page.locator("select[name=stage]")).isFocused();
        page.keyboard().type("RESEARCH");
        tabTo(page, ".filter button");
        press(page, "Enter");
        page.waitForURL("**/desk/groups?stage=RESEARCH**");
        press(page, "j", "Enter");
        page.waitForURL("**/desk/letters?fingerprint=**");
        press(page, "j", "j", "k");
        assertThat(page.locator("tr.here a.row-link")).isFocused();
        picture(page, "row");
        press(page, "Enter");
        page.waitForURL("**/desk/letters/*");
        press(page, "e");
        page.waitForURL("**/edit?kind=RETRY_EDITED");
        assertThat(page.locator("#check")).containsText("triage.nothing-edited");

        tabTo(page, "[name='f/lead/notes']");
        press(page, "Control+A", "Delete");
        assertThat(page.locator("#check .gate.green")).containsText("lets it pass");
        assertThat(page.locator("#check del")).containsText("simulate research=refusal");
        picture(page, "edit");
        tabTo(page, "input[name=reason]");
        page.keyboard().type("the note was meant for somebody else");
        press(page, "Enter");
        assertThat(page.locator("main")).containsText("APPLIED", LONG);
        tabTo(page, ".facts a[href^='/desk/lead?']");
        press(page, "Enter");
        // The page renews itself until its lead has ended.
        assertThat(page.locator(".facts .state").first()).hasText(LeadStatus.DELIVERED.name(), WITHIN);
    }

    private static void press(Page page, String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    /** Goes on with Tab until the focus is on what is wanted; it must be seen at each stop. */
    private static void tabTo(Page page, String wanted) {
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            press(page, "Tab");
            assertThat(page.evaluate(SEEN))
                    .as("the focus is seen at %s", page.evaluate("document.activeElement.outerHTML"))
                    .isEqualTo(true);
            if (page.evaluate("wanted => document.activeElement.matches(wanted)", wanted)
                    .equals(true)) {
                return;
            }
        }
        throw new AssertionError(wanted + " cannot be reached with Tab on " + page.url());
    }

    @Test
    @Order(4)
    void manyAreTriedFirstThenStoppedByTheCanary() {
        Page page = browser.page(1280, 900);
        page.navigate(desk + "/desk/letters?state=OPEN&class=MODEL_REFUSED");
        page.getByText("Decide about all of these").click();
        page.locator("select[name=kind]").selectOption("RETRY");
        page.getByText("Dry run").first().click();
        assertThat(page.locator("#preview")).containsText("14 of 14 can take the decision now");
        assertThat(page.locator("#preview")).containsText("14 pass the current gate, 0 fail");
        picture(page, "dry-run");
        page.locator("input[name=canary]").fill("2");
        page.locator("input[name=maxFailures]").fill("40");
        page.getByText("Start the job").click();

        // They wish to be refused, so they are parked again, and the rest is left alone.
        assertThat(page.locator("#job-state")).containsText("STOPPED_BY_CANARY", LONG);
        assertThat(page.locator("#job-state")).containsText("2 decided, 0 skipped of 14");
        assertThat(page.locator("#job-state")).containsText("failed again, so the rest was left alone");
        picture(page, "job");
    }

    @Test
    @Order(5)
    void aJobIsPausedOutlivesTheHandlerAndIsAborted() throws Exception {
        Page page = browser.page(1280, 900);
        page.navigate(desk + "/desk/letters?state=OPEN&class=MODEL_REFUSED");
        page.locator("input[name=id]").nth(0).check();
        page.locator("input[name=id]").nth(1).check();
        page.locator("input[name=id]").nth(2).check();
        page.getByText("Decide about the selected").click();
        page.locator("select[name=kind]").selectOption("PIN");
        page.getByText("Dry run").first().click();
        assertThat(page.locator("#preview")).containsText("3 of 3 can take");
        page.locator("input[name=rate]").fill("0.02");
        page.getByText("Start the job").click();
        assertThat(page.locator("#job-state")).containsText("1 decided", LONG);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("pause"))
                .click();
        assertThat(page.locator("#job-state")).containsText("PAUSED");

        String job = page.url().substring(desk.length());
        browser.closePages();
        installation.stop("dead-letter-handler");
        installation.start("dead-letter-handler");
        String after = "http://127.0.0.1:"
                + installation.service("dead-letter-handler").httpPort();
        try (Browser another = Browser.open(after)) {
            Page again = another.page(1280, 900);
            again.navigate(after + job);
            assertThat(again.locator("#job-state")).containsText("PAUSED");
            again.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("abort"))
                    .click();
            assertThat(again.locator("#job-state")).containsText("ABORTED");
            assertThat(again.locator("#job-state")).not().containsText("3 decided");
            phone(another, after);
            assertThat(another.complaints()).isEmpty();
        }
    }

    @Test
    @Order(6)
    void aRunningJobGoesOnAfterAKillWhileItsPageStaysOpen() throws Exception {
        installation.stop("dead-letter-handler");
        Map<String, String> own = Map.of("leadrelay.http.port", Integer.toString(freePort()));
        String origin = "http://127.0.0.1:" + own.get("leadrelay.http.port");
        ChildService handler = spawned(own);
        try (Browser another = Browser.open(origin)) {
            Page page = another.page(1280, 900);
            page.navigate(origin + "/desk/letters?state=OPEN&class=MODEL_REFUSED");
            page.getByText("Decide about all of these").click();
            page.locator("select[name=kind]").selectOption("DISCARD");
            page.getByText("Dry run").first().click();
            assertThat(page.locator("#preview")).containsText("14 of 14 can take the decision now");
            page.locator("input[name=reason]").fill("killed in the middle");
            // Slow enough that a busy machine has long aborted it before the last one's turn comes.
            page.locator("input[name=rate]").fill("0.25");
            page.getByText("Start the job").click();
            page.waitForCondition(() -> decided(page) >= 2);
            assertThat(page.locator("#job-state")).containsText("RUNNING");

            handler.kill();
            assertThat(page.locator("#stale")).containsText("does not answer", LONG);
            picture(page, "stale");
            int before = decided(page);
            spawned(own);
            assertThat(page.locator("#stale")).isEmpty(GONE);
            page.waitForCondition(() -> decided(page) > before);
            assertThat(page.locator("#job-state")).containsText("RUNNING");

            // Rows and state are renewed all the time; the focus stays on the row, and on the button.
            press(page, "j", "j");
            String row = (String) page.evaluate("document.activeElement.href");
            int then = decided(page);
            page.waitForCondition(() -> decided(page) > then);
            assertThat(page.evaluate("document.activeElement.href")).isEqualTo(row);
            assertThat(page.locator("tr.here a.row-link")).isFocused();
            page.locator("#job-commands button.danger").focus();
            int later = decided(page);
            page.waitForCondition(() -> decided(page) > later);
            assertThat(page.locator("#job-commands button.danger")).isFocused();
            press(page, "Enter");
            assertThat(page.locator("#job-state")).containsText("ABORTED");

            int last = decided(page);
            assertThat(last).isBetween(before + 1, 13);
            assertThat(page.locator("#job-items .state.dispatched")).hasCount(last);
            assertThat(page.locator("#job-items .state.pending")).hasCount(14 - last);
            Map<String, Long> decisions = decisions("killed in the middle");
            assertThat(decisions).hasSize(last);
            assertThat(decisions.values()).containsOnly(1L);
            System.out.printf(
                    "DeskBrowserTest: killed after %d of 14 were decided, aborted after %d; %d decisions in the topic%n",
                    before,
                    last,
                    decisions.values().stream().mapToLong(Long::longValue).sum());
            // Nobody answered for a while, and that is all there is to complain about.
            assertThat(another.complaints())
                    .allMatch(each ->
                            each.equals("console: htmx:sendError") || each.equals("console: htmx:afterRequest"));
        }
    }

    private ChildService spawned(Map<String, String> own) {
        ChildService child = installation.spawn("dead-letter-handler", own);
        Awaitility.await("the handler runs").atMost(PATIENCE).until(() -> {
            assertThat(child.alive()).as(child.output()).isTrue();
            return child.running();
        });
        return child;
    }

    /** How many items are decided, as the page of the job says. */
    private static int decided(Page page) {
        Matcher said = DECIDED.matcher(page.locator("#job-state").innerText());
        assertThat(said.find()).isTrue();
        return Integer.parseInt(said.group(1));
    }

    /** How often each dead letter was decided about for that reason. */
    private Map<String, Long> decisions(String reason) {
        return new TopicRecords(installation)
                .values(installation.topics().triageDecisions(), TriageDecision.class).stream()
                        .filter(decision -> reason.equals(decision.getReason()))
                        .map(TriageDecision::getDeadLetterId)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Each page fits a phone: nothing but tables and pictures scrolls sideways. */
    private static void phone(Browser browser, String desk) {
        Page page = browser.page(390, 844);
        for (String path :
                List.of("/desk", "/desk/groups", "/desk/letters", "/desk/bulk", "/desk/policies", "/desk/audit")) {
            page.navigate(desk + path);
            assertThat(Browser.tooWide(page)).as(path).isEmpty();
        }
        page.navigate(desk + "/desk/letters?state=OPEN");
        picture(page, "phone");
        page.locator("a.row-link").first().click();
        page.waitForURL("**/desk/letters/*");
        picture(page, "phone-letter");
        assertThat(Browser.tooWide(page)).as(page.url()).isEmpty();
    }

    private static void delivered(Page page) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            page.reload();
            return page.locator(".facts .state").first().innerText().equals(LeadStatus.DELIVERED.name());
        });
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
