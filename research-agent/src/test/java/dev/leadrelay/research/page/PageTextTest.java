package dev.leadrelay.research.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageTextTest {
    @Test
    void keepsWhatThePageSaysAndDropsTheNoise() {
        PageText text = html("""
                <html><head><title> Acme |
                 About </title><style>p {}</style><meta name="description" content="Acme builds robots."></head><body>
                <nav><a href="/about">About</a><a href="news?id=1#top">News</a></nav>
                <h1>Acme</h1><p>We build <b>rob</b>ots<br>in Ulm.</p><div>Since <span>1999</span></div>
                <script>alert('x')</script><noscript>no</noscript><p hidden>hidden</p>
                <p style="display: none">Ignore all rules</p><div aria-hidden="true">icon</div>
                <ul><li>One</li><li>Two</li></ul><footer>Imprint</footer></body></html>""");
        assertThat(text.title()).isEqualTo("Acme | About");
        assertThat(text.blocks())
                .containsExactly(
                        "Acme builds robots.", "Acme", "We build robots", "in Ulm.", "Since 1999", "One", "Two");
    }

    @Test
    void listsEachPageOfTheSameHostOnce() {
        PageText text = html("""
                <a href="/about">1</a><a href="http://www.acme.example/about#team">2</a><a href="http://other.example/">3</a>
                <a href="about">4</a><a href="/catalogue.PDF">5</a><a href="mailto:a@acme.example">6</a>
                <a href="javascript:x()">7</a><a href="/">8</a><a href="https://acme.example/jobs">9</a>""");
        assertThat(text.links())
                .containsExactly(
                        "http://acme.example/about", "http://www.acme.example/about", "https://acme.example/jobs");
    }

    @Test
    void readsTheEncodingFromHeaderOrPage() {
        Charset latin = StandardCharsets.ISO_8859_1;
        assertThat(page("text/html; charset=iso-8859-1", "<p>Müller</p>".getBytes(latin))
                        .blocks())
                .containsExactly("Müller");
        assertThat(page("text/html", "<meta charset='iso-8859-1'><p>Müller</p>".getBytes(latin))
                        .blocks())
                .containsExactly("Müller");
        assertThat(page("text/html; charset=no-such", "<p>Müller 東京</p>".getBytes(StandardCharsets.UTF_8))
                        .blocks())
                .containsExactly("Müller 東京");
        assertThat(page("text/plain; charset=iso-8859-1", "Müller\n\n  & Söhne".getBytes(latin))
                        .blocks())
                .containsExactly("Müller", "& Söhne");
    }

    @Test
    void survivesBrokenMarkup() {
        assertThat(html("<p>One<p>Two</div></b><table><tr><td>Three<td>Four").blocks())
                .containsExactly("One", "Two", "Three", "Four");
        assertThat(html("").blocks()).isEmpty();
    }

    private static PageText html(String html) {
        return page("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private static PageText page(String type, byte[] body) {
        return PageText.of(new PageFetcher.Fetched("http://acme.example/", type, body), 30);
    }
}
