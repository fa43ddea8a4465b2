package dev.leadrelay.deadletter.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A real browser, Chromium of the machine; whatever it complains about, or asks anybody else for, is kept. */
public final class Browser implements AutoCloseable {
    /** What is served by the desk itself; the browser may ask nobody else. */
    private final String origin;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(String origin, Playwright playwright, com.microsoft.playwright.Browser browser) {
        this.origin = origin;
        this.playwright = playwright;
        this.browser = browser;
    }

    /** @param origin scheme, host and port of the desk */
    public static Browser open(String origin) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            com.microsoft.playwright.Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium())
                            .setArgs(List.of("--no-sandbox", "--disable-gpu")));
            return new Browser(origin, playwright, browser);
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** A page with a window of that size. */
    public Page page(int width, int height) {
        BrowserContext context = browser.newContext(
                new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(width, height));
        context.route(url -> !url.startsWith(origin), route -> {
            complaints.add("request to " + route.request().url());
            route.abort();
        });
        // What the policy stops is told by the console only in part.
        context.addInitScript(
                "addEventListener('securitypolicyviolation', violation =>"
                        + " console.error('stopped by the policy: ' + violation.violatedDirective + ' ' + violation.blockedURI))");
        Page page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onPageError(error -> complaints.add("error: " + error));
        page.onConsoleMessage(message -> {
            // An answer of 4xx is part of some tests and is told by its page.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        return page;
    }

    /** What sticks out of the window to the right, apart from what scrolls by itself; empty when the page fits. */
    public static String tooWide(Page page) {
        return (String) page.evaluate("""
                () => {
                  const width = document.documentElement.clientWidth;
                  if (document.documentElement.scrollWidth <= width) return '';
                  return [...document.querySelectorAll('body *')]
                    .filter((each) => each.getBoundingClientRect().right > width && !each.closest('.scroll, pre, .pipeline'))
                    .map((each) => each.outerHTML.slice(0, 150)).slice(-3).join(' ') || 'something';
                }""");
    }

    /** Closes every page, as a person who goes; nothing of them asks for anything afterwards. */
    public void closePages() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
    }

    /** Errors of scripts, violations of the content security policy, dialogs, requests to others. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path chromium() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("LEADRELAY_CHROMIUM")),
                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .flatMap(folder -> Stream.of(folder + "/chromium", folder + "/chromium-browser")))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Chromium is not on the path; install it (.ci/setup does) or set LEADRELAY_CHROMIUM"));
    }
}
