package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkFormTest {
    /** The desk's form and the REST API bound a job alike. */
    @ParameterizedTest
    @CsvSource({
        "rate, 0.01, true", "rate, 10000, true", "rate, 0.009, false", "rate, 10001, false", "rate, NaN, false",
        "canary, 1, true", "canary, 1000, true", "canary, 0, false", "canary, 1001, false", "canary, 1.5, false"
    })
    void boundsAJobAsTheApiDoes(String field, String value, boolean taken) {
        Map<String, String> fields = Map.of("kind", "RETRY", "maxFailures", "10", field, value);
        BulkForm form = new BulkForm(fields::get, name -> List.of());
        String canary = "{\"size\":" + value + ",\"maxFailureRate\":0.1}";
        String body = "{\"filter\":{},\"kind\":\"RETRY\",\"by\":\"ann\",\"" + field + "\":"
                + (field.equals("canary") ? canary : value) + "}";

        if (taken) {
            assertThat(form.order("ann"))
                    .isEqualTo(BulkReader.read(body, Optional.empty()).order());
        } else {
            assertThatThrownBy(() -> form.order("ann")).isInstanceOf(RequestException.class);
            assertThatThrownBy(() -> BulkReader.read(body, Optional.empty())).isInstanceOf(RequestException.class);
        }
    }
}
