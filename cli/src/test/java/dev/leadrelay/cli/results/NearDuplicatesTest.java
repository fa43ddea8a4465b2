package dev.leadrelay.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private static final String TEMPLATE =
            "Hello %s, I read that %s opened a new warehouse near Ulm. Many trucks wait at the"
                    + " gate of %s every morning, and somebody has to plan their loads. We can help you with that, if you like.";

    @Property
    void whateverStandsInAListTwiceIsFound(@ForAll("texts") List<String> texts, @ForAll @IntRange(max = 19) int which) {
        List<String> list = new ArrayList<>(texts);
        String twin = list.get(which % list.size());
        list.add(twin);
        int[][] found = among(list);
        assertThat(found[list.size() - 1]).contains(list.indexOf(twin));
        assertThat(found[list.indexOf(twin)]).contains(list.size() - 1);
    }

    @Property
    void onlyWhatIsAlikeIsNamedAndWhoIsNamedNamesBack(@ForAll("texts") List<String> texts, @ForAll long seed) {
        List<String> list = new ArrayList<>(texts);
        Random random = new Random(seed);
        for (String text : texts) {
            list.add(changed(text, random));
        }
        List<int[]> shingles = shingles(list);
        int[][] found = NearDuplicates.among(shingles);
        for (int i = 0; i < found.length; i++) {
            for (int other : found[i]) {
                assertThat(other).isNotEqualTo(i);
                assertThat(Shingles.jaccard(shingles.get(i), shingles.get(other)))
                        .isGreaterThanOrEqualTo(NearDuplicates.THRESHOLD);
                if (found[other].length < NearDuplicates.MOST) {
                    assertThat(found[other]).contains(i);
                }
            }
        }
    }

    @Property(tries = 200)
    void textsWithoutACommonRunAreNeverNamed(@ForAll @IntRange(min = 2, max = 40) int texts) {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 60; word++) {
                text.append('w').append(i).append('x').append(word).append(' ');
            }
            list.add(text.toString());
        }
        assertThat(Arrays.asList(among(list)))
                .allSatisfy(others -> assertThat(others).isEmpty());
    }

    @Property
    void theSameListGivesTheSameAnswer(@ForAll("texts") List<String> texts) {
        assertThat(Arrays.deepEquals(among(texts), among(new ArrayList<>(texts))))
                .isTrue();
    }

    @Test
    void aTemplateShowsOnceItsNamesAreMasked() {
        String ada = TEMPLATE.formatted("Ada", "Acme", "Acme");
        String bob = TEMPLATE.formatted("Bob", "Blue Moon Foods", "Blue Moon Foods");
        int[] first = Shingles.of(ada, Arrays.asList("Ada", null, "Acme GmbH"));
        int[] second = Shingles.of(bob, List.of("Bob", "Blue Moon Foods"));

        assertThat(Shingles.jaccard(first, second)).isEqualTo(1);
        assertThat(NearDuplicates.among(List.of(first, second))).isDeepEqualTo(new int[][] {{1}, {0}});
        assertThat(Shingles.jaccard(Shingles.of(ada, List.of()), Shingles.of(bob, List.of())))
                .isLessThan(NearDuplicates.THRESHOLD);
    }

    @Test
    void emptyTextsAreLikeNothingAndShortOnesLikeThemselves() {
        assertThat(among(List.of("", " … ", "Hello", "hello!", "Good day")))
                .isDeepEqualTo(new int[][] {{}, {}, {3}, {2}, {}});
        assertThat(among(List.of("青空機械株式会社は新しい倉庫を開設しました", "青空機械株式会社は新しい倉庫を開設しました", "東海食品有限公司是一家食品公司在宁波")))
                .isDeepEqualTo(new int[][] {{1}, {0}, {}});
    }

    @Test
    void aHundredThousandDraftsAreNoTrouble() {
        List<int[]> texts = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 50; word++) {
                text.append(Integer.toString(random.nextInt(5_000), 36)).append(' ');
            }
            texts.add(Shingles.of(text.toString(), List.of()));
        }
        // A pair far apart, and a template that two thousand share.
        texts.set(99_999, texts.getFirst());
        int[] template = Shingles.of(TEMPLATE, List.of());
        for (int i = 50_000; i < 52_000; i++) {
            texts.set(i, template);
        }
        int[][] found = NearDuplicates.among(texts);
        assertThat(found[0]).containsExactly(99_999);
        assertThat(found[99_999]).containsExactly(0);
        assertThat(Arrays.asList(found).subList(50_000, 52_000))
                .allSatisfy(others -> assertThat(others).hasSizeBetween(1, NearDuplicates.MOST));
        assertThat(Arrays.stream(found).filter(others -> others.length > 0)).hasSize(2_002);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of("gate", "truck", "dock", "load", "plan", "slot", "day", "we", "you", "help", "Ulm", "5")
                .list()
                .ofMinSize(8)
                .ofMaxSize(40)
                .map(words -> String.join(" ", words))
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    /** One word of a text replaced, or a few. */
    private static String changed(String text, Random random) {
        String[] words = text.split(" ");
        for (int i = random.nextInt(3); i >= 0; i--) {
            words[random.nextInt(words.length)] = "other";
        }
        return String.join(" ", words);
    }

    private static int[][] among(List<String> texts) {
        return NearDuplicates.among(shingles(texts));
    }

    private static List<int[]> shingles(List<String> texts) {
        return texts.stream().map(text -> Shingles.of(text, List.of())).toList();
    }
}
