package dev.leadrelay.research.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.leadrelay.validation.text.Addresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Company records by domain, read from CSV and JSON files. Immutable. */
final class CompanyRecords implements RecordSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "domain";

    private final Map<String, Map<String, String>> byDomain;

    private CompanyRecords(Map<String, Map<String, String>> byDomain) {
        this.byDomain = Map.copyOf(byDomain);
    }

    /**
     * Reads a file, or every CSV and JSON file of a directory. A CSV has a header with the column {@code domain}; a
     * JSON file is an object, or an array of objects, with the field {@code domain}.
     *
     * @throws IllegalArgumentException one line that names the file and what is wrong
     */
    static CompanyRecords read(Path path) {
        Map<String, Map<String, String>> byDomain = new HashMap<>();
        for (Path file : files(path)) {
            boolean json = file.getFileName().toString().endsWith(".json");
            for (Map<String, String> record : json ? json(file) : csv(file)) {
                String domain = Addresses.host(record.get(KEY));
                if (domain.isEmpty()) {
                    throw new IllegalArgumentException(
                            "company records " + file + ": a record has no domain; give every one a domain");
                }
                byDomain.computeIfAbsent(domain, d -> new LinkedHashMap<>()).putAll(record);
            }
        }
        return new CompanyRecords(byDomain);
    }

    @Override
    public Optional<String> anyDomain() {
        return byDomain.keySet().stream().sorted().findFirst();
    }

    @Override
    public Duration time() {
        return Duration.ofSeconds(2);
    }

    /** The fields in the files' order; records are kept by domain, so the name finds nothing. */
    @Override
    public List<String> find(String domain, String name) {
        List<String> lines = new ArrayList<>();
        byDomain.getOrDefault(domain, Map.of()).forEach((field, value) -> {
            if (!value.isBlank()) {
                lines.add(field + ": " + value.strip());
            }
        });
        return lines;
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file ->
                            file.toString().endsWith(".csv") || file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(path);
        }
    }

    private static List<Map<String, String>> csv(Path file) {
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
            List<Map<String, String>> records = new ArrayList<>();
            for (NamedCsvRecord record : reader) {
                if (record.findField(KEY).isEmpty()) {
                    throw new IllegalArgumentException(
                            "company records " + file + " have no column domain; add one with the site's host name");
                }
                records.add(record.getFieldsAsMap());
            }
            return records;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(file);
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    "company records " + file + " are not CSV: " + e.getMessage() + "; correct the file");
        }
    }

    private static List<Map<String, String>> json(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            List<Map<String, String>> records = new ArrayList<>();
            for (JsonNode item : root.isArray() ? root : List.of(root)) {
                Map<String, String> record = new LinkedHashMap<>();
                item.properties().forEach(field -> {
                    JsonNode value = field.getValue();
                    record.put(field.getKey(), value.isValueNode() ? value.asText("") : value.toString());
                });
                records.add(record);
            }
            return records;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "company records " + file + " are not JSON: " + e.getOriginalMessage() + "; correct the file");
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static IllegalArgumentException unreadable(Path path) {
        return new IllegalArgumentException("company records " + path
                + " cannot be read; set leadrelay.research.company-records to a CSV or JSON file or a directory");
    }
}
