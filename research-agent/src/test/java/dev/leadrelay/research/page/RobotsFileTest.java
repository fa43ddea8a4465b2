package dev.leadrelay.research.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsFileTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void ourGroupsCountTogetherAndEveryonesOnlyWithoutThem() {
        String file = """
                User-agent: *
                Disallow: /

                User-agent: LEADRELAY/2.0
                Disallow: /private
                User-agent: otherbot
                Disallow: /

                user-agent : leadrelay   # ours again
                Disallow: /internal
                """;
        assertThat(allows(file, "/")).isTrue();
        assertThat(allows(file, "/private/x")).isFalse();
        assertThat(allows(file, "/internal")).isFalse();
        assertThat(allows("User-agent: LeadRelayed\nDisallow: /", "/")).isTrue();
        assertThat(allows("User-agent: otherbot\nDisallow: /", "/")).isTrue();
        assertThat(allows("User-agent: *\nDisallow: /", "/")).isFalse();
    }

    @Test
    void severalNamesShareAGroupWhateverStandsBetweenThem() {
        String file = """
                User-agent: otherbot
                Crawl-delay: 10
                Sitemap: https://acme.example/sitemap.xml

                User-agent: leadrelay
                Crawl-delay: 1000000
                Disallow: /a
                nonsense
                Disallow: /b
                """;
        assertThat(allows(file, "/a")).isFalse();
        assertThat(allows(file, "/b")).isFalse();
        assertThat(allows(file, "/c")).isTrue();
    }

    @Test
    void aGroupOfOursWithoutRulesAllowsAll() {
        assertThat(allows("User-agent: *\nDisallow: /\nUser-agent: leadrelay\nDisallow:\n", "/a"))
                .isTrue();
        assertThat(allows("User-agent: *\nDisallow: /\nUser-agent: leadrelay", "/a"))
                .isTrue();
    }

    @Test
    void rulesBeforeAnyGroupAreNobodys() {
        assertThat(allows("Disallow: /\nUser-agent: *\nAllow: /", "/a")).isTrue();
    }

    @Test
    void theFileItselfIsAlwaysAllowed() {
        assertThat(allows("User-agent: *\nDisallow: /", "/robots.txt")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/fish, /fish, true",
        "/fish, /fish.html, true",
        "/fish, /Fish, false",
        "/fish, /catfish, false",
        "/fish/, /fish, false",
        "/fish*, /fishheads/yummy.html, true",
        "/*.php, /index.php?x=1, true",
        "/*.php, /windows.PHP, false",
        "/*.php$, /filename.php, true",
        "/*.php$, /filename.php?x, false",
        "/*.php$, /a.php/b.php, true",
        "/fish*.php, /fishheads/catfish.php?x, true",
        "/$, /, true",
        "/$, /a, false",
        "/a$b, /a$b, true",
        "/a$b, /a, false",
        "/a%2Ab, /a*b, true",
        "/a%2ab, /axb, false",
        "/a%24, /a$, true",
        "/%62%61%7A, /baz, true",
        "/baz, /%62%61z, true",
        "/a%2fb, /a%2Fb, true",
        "/a%2Fb, /a/b, false",
        "/ツ, /%E3%83%84, true",
        "/%e3%83%84, /%E3%83%84/x, true",
        "/100%, /100%, true",
        "/*, /, true",
        "*, /, true",
        "*/b, /a/b, true",
        "/*a*a$, /aa, true",
        "/*a*a$, /a, false",
        "/a*$, /a, true"
    })
    void patternsMatchAsTheStandardSays(String pattern, String path, boolean matches) {
        assertThat(allows("User-agent: *\nDisallow: " + pattern, path)).isEqualTo(!matches);
    }

    @ParameterizedTest
    @CsvSource({
        "/p, /, /page, true",
        "/folder, /folder, /folder/page, true",
        "/page, /*.htm, /page.htm, false",
        "/page, /*.ph, /page.php5, true",
        "/$, /, /, true",
        "/$, /, /page.htm, false",
        "/example/page/, /example/page/disallowed.gif, /example/page/disallowed.gif, false"
    })
    void theLongestRuleDecidesAndAllowingWinsATie(String allow, String disallow, String path, boolean allowed) {
        assertThat(allows("User-agent: *\nAllow: " + allow + "\nDisallow: " + disallow, path))
                .isEqualTo(allowed);
        assertThat(allows("User-agent: *\nDisallow: " + disallow + "\nAllow: " + allow, path))
                .isEqualTo(allowed);
    }

    @Test
    void readsAnyLineEndAndAByteOrderMark() {
        assertThat(allows("\uFEFFUser-agent: *\rDisallow: /a\r\nDisallow: /b", "/a"))
                .isFalse();
        assertThat(allows("\uFEFFUser-agent: *\rDisallow: /a\r\nDisallow: /b", "/b"))
                .isFalse();
    }

    @Test
    void aPageInsteadOfTheFileHasNoRules() {
        assertThat(allows("<!doctype html><title>Not found</title>\n<p>Disallow: /</p>", "/"))
                .isTrue();
    }

    @Test
    void aLineThatTheLimitCutsIsNoRule() {
        String head = "User-agent: *\nDisallow: /early\n";
        String cut = head + "#" + "x".repeat(RobotsFile.MAX_BYTES - head.length() - 13) + "\nDisallow: /late\n";
        // The limit falls behind the slash, and a lone slash would shut the whole site.
        assertThat(cut.substring(0, RobotsFile.MAX_BYTES)).endsWith("\nDisallow: /");
        assertThat(allows(cut, "/early")).isFalse();
        assertThat(allows(cut, "/late")).isTrue();
        assertThat(allows(cut, "/other")).isTrue();
    }

    @Test
    void aHundredMegabytesEndSoon() {
        byte[] file = new byte[100 * 1024 * 1024];
        byte[] head = "User-agent: *\nDisallow: /a\n".getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(file, (byte) 'x');
        System.arraycopy(head, 0, file, 0, head.length);
        assertTimeoutPreemptively(LONG, () -> {
            RobotsRules rules = RobotsFile.rules(file, "LeadRelay");
            assertThat(rules.allows("/a")).isFalse();
            assertThat(rules.allows("/b")).isTrue();
        });
    }

    @Test
    void zerosAndNoiseEndInRules() {
        byte[] noise = new byte[2 * 1024 * 1024];
        assertThat(RobotsFile.rules(noise, "LeadRelay").allows("/a")).isTrue();
        new Random(7).nextBytes(noise);
        assertThat(RobotsFile.rules(noise, "LeadRelay").weight()).isNotNegative();
        assertThat(allows("User-agent: *\nDisallow: /a\0b\nDisallow: /c", "/c")).isFalse();
    }

    @Test
    void aMillionRulesAreReadUpToTheLimit() {
        String file = "User-agent: *\n" + "Disallow: /*b\nAllow: /*c$\n".repeat(500_000);
        assertTimeoutPreemptively(LONG, () -> {
            RobotsRules rules = RobotsFile.rules(bytes(file), "LeadRelay");
            assertThat(rules.allows("/" + "a".repeat(2_000))).isTrue();
            assertThat(rules.allows("/b")).isFalse();
        });
        StringBuilder distinct = new StringBuilder("User-agent: *\n");
        for (int i = 0; i < 1_000_000; i++) {
            distinct.append("Disallow: *").append(i).append("*b\n");
        }
        assertTimeoutPreemptively(LONG, () -> {
            RobotsRules rules = RobotsFile.rules(bytes(distinct.toString()), "LeadRelay");
            assertThat(rules.weight()).isLessThan(32 * 1024 * 1024);
            assertThat(rules.allows("/" + "a".repeat(2_000))).isTrue();
        });
    }

    @Test
    void nestedWildcardsTakeLinearTime() {
        // Backtracking would need more steps than there are atoms.
        String stars = "User-agent: *\nDisallow: /" + "*a".repeat(100_000) + "*b$\n";
        String runs = "User-agent: *\nDisallow: /*" + "a".repeat(200_000) + "b\n";
        assertTimeoutPreemptively(LONG, () -> {
            String path = "/" + "a".repeat(400_000);
            assertThat(allows(stars, path)).isTrue();
            assertThat(allows(runs, path)).isTrue();
            assertThat(allows(runs, path + "b")).isFalse();
        });
    }

    private static boolean allows(String file, String path) {
        return RobotsFile.rules(bytes(file), "LeadRelay").allows(path);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
