package dev.leadrelay.research.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class RobotsPropertiesTest {
    @Property(tries = 3_000)
    void aPatternMatchesExactlyWhatItsDefinitionSays(@ForAll("patterns") String pattern, @ForAll("paths") String path) {
        assertThat(RobotsPattern.of(pattern).matches(RobotsPattern.path(path)))
                .as("%s on %s", pattern, path)
                .isEqualTo(defined(pattern, path));
    }

    @Property(tries = 2_000)
    void theMostSpecificRuleDecidesInWhateverOrder(
            @ForAll("rules") @Size(max = 8) List<RobotsRules.Rule> rules,
            @ForAll("paths") String path,
            @ForAll long seed) {
        List<RobotsRules.Rule> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, new Random(seed));
        boolean allowed = new RobotsRules(rules).allows(path);
        assertThat(new RobotsRules(shuffled).allows(path)).isEqualTo(allowed);

        int longest = -1;
        boolean expected = true;
        for (RobotsRules.Rule rule : rules) {
            int length = rule.pattern().length();
            if (rule.pattern().matches(RobotsPattern.path(path)) && length >= longest) {
                expected = length > longest ? rule.allows() : expected || rule.allows();
                longest = length;
            }
        }
        assertThat(allowed).isEqualTo(expected);
    }

    @Property(tries = 1_000)
    void anAddressIsTheSameHoweverItsLettersAreSpelled(@ForAll("texts") String text) {
        String spelled = "/" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        String hex = "/" + everyOctetEncoded(text);
        RobotsRules plain = RobotsFile.rules(bytes("User-agent: *\nDisallow: " + spelled + "$"), "us");
        assertThat(plain.allows(hex)).isFalse();
        RobotsRules encoded = RobotsFile.rules(bytes("User-agent: *\nDisallow: " + hex + "$"), "us");
        assertThat(encoded.allows(spelled)).isFalse();
    }

    @Property(tries = 1_000)
    void whateverTheBytesAreThereAreRules(@ForAll byte[] body, @ForAll("paths") String path) {
        byte[] file = new byte[body.length + 14];
        System.arraycopy(bytes("User-agent: *\n"), 0, file, 0, 14);
        System.arraycopy(body, 0, file, 14, body.length);
        RobotsRules rules = RobotsFile.rules(file, "us");
        assertThat(rules.allows(path)).isIn(true, false);
        assertThat(RobotsFile.rules(body, "us").allows(path)).isTrue();
    }

    @Property(tries = 1_000)
    void linesThatDecideNothingChangeNothing(
            @ForAll("lines") @Size(max = 10) List<String> lines, @ForAll("paths") String path, @ForAll long seed) {
        List<String> padded = new ArrayList<>();
        Random random = new Random(seed);
        for (String line : lines) {
            padded.add(line + (random.nextBoolean() ? " # Disallow: /" : ""));
            padded.add(List.of("", "Crawl-delay: 3", "Sitemap: /s", "Host: x", "# User-agent: *")
                    .get(random.nextInt(5)));
        }
        assertThat(RobotsFile.rules(bytes(String.join("\r\n", padded)), "us").allows(path))
                .isEqualTo(
                        RobotsFile.rules(bytes(String.join("\n", lines)), "us").allows(path));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab/*$").ofMaxLength(9).map(rest -> "/" + rest);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings().withChars("ab/*$").ofMaxLength(12).map(rest -> "/" + rest);
    }

    @Provide
    Arbitrary<List<RobotsRules.Rule>> rules() {
        return Combinators.combine(Arbitraries.of(true, false), patterns())
                .as((allows, pattern) -> new RobotsRules.Rule(allows, RobotsPattern.of(pattern)))
                .list();
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> rules = Combinators.combine(Arbitraries.of("Allow: ", "Disallow: "), patterns())
                .as(String::concat);
        Arbitrary<String> agents = Arbitraries.of("User-agent: *", "User-agent: us", "User-agent: them");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, rules), net.jqwik.api.Tuple.of(1, agents))
                .list();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abzAZ09-._~ äツ/?=&:")
                .ofMinLength(1)
                .ofMaxLength(10);
    }

    /** The definition, by trying everything: slow, short and plainly right. */
    private static boolean defined(String pattern, String path) {
        boolean anchored = pattern.endsWith("$");
        return matches(anchored ? pattern.substring(0, pattern.length() - 1) : pattern, path, anchored);
    }

    private static boolean matches(String pattern, String path, boolean anchored) {
        if (pattern.isEmpty()) {
            return !anchored || path.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return matches(pattern.substring(1), path, anchored)
                    || !path.isEmpty() && matches(pattern, path.substring(1), anchored);
        }
        return !path.isEmpty()
                && path.charAt(0) == pattern.charAt(0)
                && matches(pattern.substring(1), path.substring(1), anchored);
    }

    private static String everyOctetEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : bytes(text)) {
            encoded.append('%').append(String.format("%02x", octet & 0xFF));
        }
        return encoded.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
