package dev.leadrelay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.system.support.Browser;
import dev.leadrelay.system.support.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
        assertThat(page.locator("svg .parked").first()).containsText("15 parked", LONG);
        assertThat(page.locator(".ledger")).containsText("40 accepted", LONG);
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
        page.keyboard().press("g");
        page.keyboard().press("l");
        page.waitForURL("**/desk/letters?state=OPEN");
        page.navigate(desk + "/desk/letters?state=OPEN&stage=RESEARCH");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/desk/letters/*");
        page.keyboard().press("e");
        page.waitForURL("**/edit?kind=RETRY_EDITED");
        assertThat(page.locator("#check")).containsText("triage.nothing-edited");
        page.locator("[name='f/lead/notes']").focus();
        page.keyboard().press("Control+A");
        page.keyboard().press("Delete");
        assertThat(page.locator("#check .gate.green")).containsText("lets it pass");
        assertThat(page.locator("#check del")).containsText("simulate research=refusal");
        picture(page, "edit");
        page.locator("input[name=reason]").focus();
        page.keyboard().type("the note was meant for somebody else");
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).containsText("APPLIED", LONG);
        page.locator(".facts a[href^='/desk/lead?']").click();
        delivered(page);
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
        page.locator("input[name=rate]").fill("0.5");
        page.getByText("Start the job").click();
        assertThat(page.locator("#job-state")).containsText("1 decided", LONG);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("pause"))
                .click();
        assertThat(page.locator("#job-state")).containsText("PAUSED");

        String job = page.url().substring(desk.length());
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

    /** Each page fits a phone: nothing but tables and pictures scrolls sideways. */
    private static void phone(Browser browser, String desk) {
        Page page = browser.page(390, 844);
        for (String path :
                List.of("/desk", "/desk/groups", "/desk/letters", "/desk/bulk", "/desk/policies", "/desk/audit")) {
            page.navigate(desk + path);
            assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as("%s fits a phone", path)
                    .isEqualTo(true);
        }
        page.navigate(desk + "/desk/letters?state=OPEN");
        picture(page, "phone");
        page.locator("a.row-link").first().click();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
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
