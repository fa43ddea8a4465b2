package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.leadrelay.deadletter.testing.Browser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same pages in a real browser: nothing on them runs or asks another host for anything, and the layout stands. */
class HostileBrowserTest {
    private static final List<Integer> WIDTHS = List.of(1280, 390);
    private static final String STRANGE_LINKS =
            "[...document.querySelectorAll('a[href], form[action]')].map(e => new URL(e.getAttribute('href') ??"
                    + " e.getAttribute('action'), location.href)).filter(url => url.origin !== location.origin).join(' ')";

    @Test
    void nothingRunsAndTheLayoutStands() throws Exception {
        List<String> wrong = new ArrayList<>();
        int opened = 0;
        int checked = 0;
        try (HostileDesk desk = new HostileDesk();
                Browser browser = Browser.open(desk.handler.url())) {
            Page page = browser.page(WIDTHS.getFirst(), 900);
            for (HostileDesk.Address address : desk.pages()) {
                if (!isPage(desk, address)) {
                    continue;
                }
                int complaints = browser.complaints().size();
                Response response = page.navigate(desk.handler.url() + address.path());
                assertThat(response.status() >= 400).as(address.path()).isEqualTo(address.refused());
                checked += edited(page) ? 1 : 0;
                look(page).forEach(each -> wrong.add(address.path() + ": " + each));
                browser.complaints().stream().skip(complaints).forEach(each -> wrong.add(address.path() + ": " + each));
                opened++;
            }
            System.out.printf(
                    "HostileBrowserTest: %d pages opened, %d of them edited and checked, %d hostile letters, %d wrong%n",
                    opened, checked, desk.letters.size(), wrong.size());
        }
        assertThat(checked).isPositive();
        assertThat(wrong).isEmpty();
    }

    /** A browser that noticed nothing would prove nothing. */
    @Test
    void whatWouldRunIsNoticed() {
        try (Browser browser = Browser.open("http://127.0.0.1")) {
            for (String script : HostileDesk.SCRIPTS) {
                Page page = browser.page(400, 400);
                int complaints = browser.complaints().size();
                page.setContent("<pre><bdi>" + script + "</bdi></pre>");
                page.waitForCondition(() -> owned(page) || browser.complaints().size() > complaints);
            }
        }
    }

    /** Files are only loaded; a browser keeps them. */
    private static boolean isPage(HostileDesk desk, HostileDesk.Address address) throws Exception {
        return desk.handler
                .send("GET", address.path(), "")
                .headers()
                .firstValue("Content-Type")
                .orElse("")
                .startsWith("text/html");
    }

    /** Where something can be edited, so that what the checks say and what has changed comes into the page, too. */
    private static boolean edited(Page page) {
        Locator fields = page.locator(".edit-fields textarea, .edit-fields input");
        if (fields.count() == 0) {
            return false;
        }
        page.waitForResponse(
                response -> response.url().endsWith("/check"),
                () -> fields.first().pressSequentially("x"));
        return true;
    }

    private static List<String> look(Page page) {
        List<String> wrong = new ArrayList<>();
        if (owned(page)) {
            wrong.add("a script ran");
        }
        String links = (String) page.evaluate(STRANGE_LINKS);
        if (!links.isEmpty()) {
            wrong.add("links to " + links);
        }
        if (page.locator("#main").count() == 0) {
            // A part of a page, without its style.
            return wrong;
        }
        if (!page.locator("#main").isVisible()) {
            wrong.add("nothing is seen");
        }
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })");
        for (int width : WIDTHS) {
            page.setViewportSize(width, 900);
            String over = Browser.tooWide(page);
            if (!over.isEmpty()) {
                wrong.add("wider than " + width + ": " + over);
            }
        }
        return wrong;
    }

    private static String shortened(String path) {
        return path.substring(0, Math.min(120, path.length()));
    }

    private static boolean owned(Page page) {
        return (boolean) page.evaluate("window.__owned !== undefined");
    }
}
