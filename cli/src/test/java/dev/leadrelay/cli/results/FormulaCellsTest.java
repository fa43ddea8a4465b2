package dev.leadrelay.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaCellsTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49 30 1", "-x", "@cmd", "\t=1", "\r=1"})
    void aCellThatBeginsLikeAFormulaIsMadeText(String cell) {
        assertThat(FormulaCells.unevaluated(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "1=1", "'=already"})
    void otherCellsStayAsTheyAre(String cell) {
        assertThat(FormulaCells.unevaluated(cell)).isEqualTo(cell);
    }
}
