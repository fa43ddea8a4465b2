package dev.leadrelay.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of a benchmark, printed as one line of JSON.
 *
 * @param bench name of the benchmark
 * @param value the figure with a goal
 * @param unit its unit
 * @param goal the goal
 * @param met whether it is met
 * @param more further figures of the same run, the raw ceiling among them
 */
public record BenchReport(String bench, double value, String unit, double goal, boolean met, Map<String, Object> more) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public BenchReport {
        more = new LinkedHashMap<>(more);
    }

    /** One line of JSON. */
    public String toJson() {
        ObjectNode line = JSON.createObjectNode();
        line.put("bench", bench)
                .put("value", rounded(value))
                .put("unit", unit)
                .put("goal", goal)
                .put("met", met);
        more.forEach((name, figure) ->
                line.set(name, JSON.valueToTree(figure instanceof Double number ? (Object) rounded(number) : figure)));
        return line.toString();
    }

    private static double rounded(double figure) {
        double scale = Math.abs(figure) >= 100 ? 10 : 10_000;
        return Math.round(figure * scale) / scale;
    }
}
