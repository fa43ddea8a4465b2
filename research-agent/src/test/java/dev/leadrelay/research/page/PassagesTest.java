package dev.leadrelay.research.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PassagesTest {
    @Property(tries = 300)
    void everyPassageStandsInTheTextAndIsShortEnough(@ForAll("pages") List<String> blocks) {
        String text = String.join("\n", blocks);
        List<String> passages = Passages.of(blocks, 20);
        assertThat(passages)
                .hasSizeLessThanOrEqualTo(20)
                .doesNotHaveDuplicates()
                .allSatisfy(passage -> {
                    assertThat(passage.length()).isBetween(1, Passages.LONGEST);
                    assertThat(text).contains(passage);
                    assertThat(Character.isLowSurrogate(passage.charAt(0))).isFalse();
                    assertThat(Character.isHighSurrogate(passage.charAt(passage.length() - 1)))
                            .isFalse();
                });
    }

    @Property(tries = 300)
    void cuttingLosesNoLetter(@ForAll("pages") List<String> blocks) {
        for (String block : blocks) {
            String joined = String.join("", Passages.cut(block)).replaceAll("\\s", "");
            assertThat(joined).isEqualTo(block.replaceAll("\\s", ""));
        }
    }

    @Provide
    Arbitrary<List<String>> pages() {
        Arbitrary<String> word = Arbitraries.of(
                        "Acme", "builds", "robots.", "Why?", "1,200", "東京", "倉庫。", "é", "🚚", "—")
                .list()
                .ofMinSize(1)
                .ofMaxSize(250)
                .map(words -> String.join(" ", words));
        Arbitrary<String> unbroken = Arbitraries.of("x", "漢", "🚚")
                .list()
                .ofMinSize(1)
                .ofMaxSize(900)
                .map(l -> String.join("", l));
        return Arbitraries.oneOf(word, unbroken).list().ofMaxSize(12);
    }

    @Test
    void keepsSentencesWhole() {
        String first =
                "Acme has built robots for warehouses since 1999. ".repeat(9).strip();
        String second = "It opened a second plant in Ulm in March 2024.";
        assertThat(Passages.of(List.of(first + " " + second + " " + first), 20))
                .allSatisfy(passage -> assertThat(passage).endsWith("."))
                .anySatisfy(passage -> assertThat(passage).contains(second));
    }

    @Test
    void keepsListItemsTogetherAndLeavesOutScraps() {
        assertThat(Passages.of(
                        List.of("About", "Robots", "Conveyors", "Sorting systems", "We ship to forty countries."), 20))
                .containsExactly("About\nRobots\nConveyors\nSorting systems", "We ship to forty countries.");
        assertThat(Passages.of(List.of("Home", "OK."), 20)).isEmpty();
    }
}
