package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every page that the router knows, opened with what an attacker or a broken producer would put on the topics. */
class HostileContentTest {
    private static final int LARGEST_PAGE = 2_000_000;

    private final HostileDesk desk = new HostileDesk();

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void noPageRunsOrBreaksOnIt() throws Exception {
        for (HostileDesk.Address page : desk.pages()) {
            if (page.refused()) {
                refused(page.path());
            } else {
                open(page.path());
            }
        }
    }

    @Test
    void whatIsAskedForIsEscapedToo() throws Exception {
        for (String text : HostileDesk.TEXTS) {
            String value = HostileDesk.encoded(text);
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
            refused("/desk/letters/" + value.replaceAll("%(00|01|2F|25|3B)", ""));
        }
    }

    /** What is sent comes back in the editor, or on the page that keeps it. */
    @Test
    void whatIsSentIsEscapedToo() throws Exception {
        DeadLetter letter = desk.letters.getFirst();
        String path = "/desk/letters/" + HostileDesk.encoded(letter.getDeadLetterId());
        String token = Jsoup.parse(desk.handler.send("GET", path, "").body())
                .select("meta[name=csrf-token]")
                .attr("content");
        for (String text : HostileDesk.TEXTS) {
            String value = HostileDesk.encoded(text);
            for (String field : List.of("json", "f/company", "base", "reason", "waive", "kind", value)) {
                String form = "_csrf=" + HostileDesk.encoded(token) + "&kind=RETRY_EDITED&" + field + "=" + value;
                for (String action : List.of("/edit", "/editor", "/check")) {
                    HttpResponse<String> response = desk.handler.form(path + action, form);
                    assertThat(response.statusCode()).as(form).isIn(200, 400, 409);
                    requireHarmless(path + action + " " + form, response);
                }
                HttpResponse<String> gone = desk.handler.form("/desk/letters/gone/edit", form);
                assertThat(gone.statusCode()).isEqualTo(404);
                requireHarmless(form, gone);
            }
        }
    }

    private void open(String path) throws Exception {
        HttpResponse<String> response = desk.handler.send("GET", path, "");
        assertThat(response.statusCode())
                .as(path + "\n" + shortened(response.body()))
                .isEqualTo(200);
        requireHarmless(path, response);
    }

    private void refused(String path) throws Exception {
        HttpResponse<String> response = desk.handler.send("GET", path, "");
        assertThat(response.statusCode()).as(path).isBetween(400, 499);
        requireHarmless(path, response);
    }

    private static void requireHarmless(String path, HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .as(path)
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        if (path.endsWith("/original") && response.statusCode() == 200) {
            requireFile(path, response);
            return;
        }
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
                if (List.of("href", "src", "action", "formaction", "hx-get", "hx-post")
                        .contains(name)) {
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

    /** Whatever it holds, no browser makes a page of it. */
    private static void requireFile(String path, HttpResponse<String> response) {
        assertThat(response.headers().map())
                .as(path)
                .containsEntry("Content-Type", List.of("application/octet-stream"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .hasEntrySatisfying(
                        "Content-Disposition",
                        disposition -> assertThat(disposition)
                                .singleElement()
                                .asString()
                                .matches("attachment; filename=\"[\\w.-]+\""));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(300, text.length()));
    }
}
