package dev.leadrelay.deadletter;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import dev.leadrelay.deadletter.testing.Browser;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Stage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the scripts of a page do when they come late. */
class DeskScriptTest {
    @Test
    void whatIsTypedBeforeTheScriptsCameIsChecked() {
        try (TestHandler handler =
                        new TestHandler(new FakeBroker(), new TestStore(), new DecisionCheck(GateSamples.GATES));
                Browser browser = Browser.open(handler.url())) {
            Lead lead = GateSamples.lead().setCompany("Engine Works").build();
            DeadLetter letter = GateSamples.letter(Stage.LISTS, lead, null);
            handler.park(letter);
            handler.awaitState(letter, ItemState.OPEN);
            Page page = browser.page(1280, 900);
            AtomicReference<Route> script = new AtomicReference<>();
            page.route("**/htmx.min.js", script::set);
            page.navigate(
                    handler.url() + "/desk/letters/" + letter.getDeadLetterId() + "/edit?kind=RETRY_EDITED",
                    new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.locator("[name='f/company']").fill("Difference Works");
            page.waitForCondition(() -> script.get() != null);

            script.get().resume();

            assertThat(page.locator("#check ins")).hasText("Difference Works");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
