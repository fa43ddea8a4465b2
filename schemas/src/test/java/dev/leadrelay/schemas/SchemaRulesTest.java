package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRulesTest {
    private static final String FIELD = "{'name':'a','type':'string','doc':'A. Set by me.'}";
    private static final String KIND = "{'name':'k','type':{'type':'enum','name':'K','doc':'K.',"
            + "'symbols':['UNKNOWN','X'],'default':'UNKNOWN'},'doc':'K. Set by me.'}";
    private static final Schema RELEASED = record(FIELD + "," + KIND);

    private static Schema record(String fields) {
        return new Schema.Parser()
                .parse(("{'type':'record','name':'R','doc':'R.','fields':[" + fields + "]}").replace('\'', '"'));
    }

    @Test
    void allSchemasKeepToTheRules() {
        assertThat(CurrentSchemas.all()).hasSizeGreaterThan(40);
        assertThat(CurrentSchemas.all().values())
                .flatExtracting(SchemaRules::styleViolations)
                .isEmpty();
    }

    @Test
    void aNullableFieldWithDefaultAndANewSymbolMayCome() {
        String more = "{'name':'n','type':['null','string'],'default':null,'doc':'N. Set by me.'}";
        assertThat(SchemaRules.incompatibilities(record(FIELD + "," + KIND + "," + more), RELEASED))
                .isEmpty();
        assertThat(SchemaRules.incompatibilities(record(FIELD + "," + KIND.replace("'X'", "'X','Y'")), RELEASED))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'a','type':'string'}, {'name':'new','type':'string'}",
                "{'name':'renamed','type':'string'}",
                "{'name':'a','type':'int'}",
                "{'name':'a','type':['null','string'],'default':null}"
            })
    void changesThatBreakOldRecordsOrOldReadersAreFound(String fields) {
        assertThat(SchemaRules.incompatibilities(record(fields + "," + KIND), RELEASED))
                .isNotEmpty();
    }

    @Test
    void aSymbolWithoutDefaultIsFound() {
        String plain = KIND.replace(",'default':'UNKNOWN'", "");
        assertThat(SchemaRules.incompatibilities(
                        record(FIELD + "," + plain.replace("'X'", "'X','Y'")), record(FIELD + "," + plain)))
                .isNotEmpty();
    }

    @Test
    void everyRuleOfStyleCanFail() {
        Schema bad = record("""
                {'name':'noDoc','type':'string'},
                {'name':'costMicros','type':'double','doc':'Set by me.'},
                {'name':'price','type':'long','doc':'Set by me.'},
                {'name':'sentAt','type':'long','doc':'Set by me.'},
                {'name':'day','type':{'type':'int','logicalType':'date'},'doc':'Set by me.'},
                {'name':'kind','type':{'type':'enum','name':'E','symbols':['A']},'doc':'Set by me.'}""");
        List<String> found = SchemaRules.namedTypesOf(bad).values().stream()
                .flatMap(schema -> SchemaRules.styleViolations(schema).stream())
                .toList();
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "R.noDoc does not say who sets it",
                        "R.costMicros is money: a long named ...Micros...",
                        "R.price is money: a long named ...Micros...",
                        "R.sentAt is a time: timestamp-millis",
                        "R.day is a time: timestamp-millis",
                        "E has no doc",
                        "E needs the default UNKNOWN");
    }
}
