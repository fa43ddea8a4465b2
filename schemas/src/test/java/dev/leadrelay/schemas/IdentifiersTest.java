package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Stage;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;

class IdentifiersTest {
    @Property
    void noTwoListsOfPartsCollide(
            @ForAll @Size(max = 4) List<@AlphaChars String> a, @ForAll @Size(max = 4) List<@AlphaChars String> b) {
        boolean same =
                Identifiers.shortHash(a.toArray(String[]::new)).equals(Identifiers.shortHash(b.toArray(String[]::new)));
        assertThat(same).isEqualTo(a.equals(b));
    }

    @Example
    void partsDoNotRunTogether() {
        assertThat(Identifiers.shortHash("ab", "c")).isNotEqualTo(Identifiers.shortHash("a", "bc"));
        assertThat(Identifiers.shortHash("a", "")).isNotEqualTo(Identifiers.shortHash("a"));
    }

    @Example
    void identifiersAreStableForGood() {
        assertThat(Identifiers.leadKey("list", "lead")).isEqualTo("list/lead");
        assertThat(Identifiers.contentHash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        String handoff = Identifiers.handoffId("list/lead", Stage.RESEARCH, 1);
        assertThat(handoff).matches("[0-9a-f]{32}").isEqualTo(Identifiers.handoffId("list/lead", Stage.RESEARCH, 1));
        assertThat(handoff)
                .isNotEqualTo(Identifiers.handoffId("list/lead", Stage.RESEARCH, 2))
                .isNotEqualTo(Identifiers.handoffId("list/lead", Stage.SCORING, 1))
                .isNotEqualTo(Identifiers.deadLetterId("list/lead", Stage.RESEARCH, 1));
        assertThat(Identifiers.lineage("", handoff)).isNotEqualTo(Identifiers.lineage(handoff, handoff));
        assertThat(Identifiers.evidenceId("u", "q")).hasSize(12);
        assertThat(Identifiers.deadLetterId("t", 1, 23)).isNotEqualTo(Identifiers.deadLetterId("t", 12, 3));
    }
}
