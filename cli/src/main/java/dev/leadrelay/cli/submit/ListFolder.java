package dev.leadrelay.cli.submit;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder whose files are a list each.
 *
 * @param lists files with an extension that lists have, by name
 * @param others names of all else in it, which is left alone
 */
public record ListFolder(List<Path> lists, List<String> others) {
    private static final List<String> EXTENSIONS = List.of(".csv", ".tsv", ".tab", ".txt");

    /**
     * Looks into a folder, not into folders within it.
     *
     * @param except a file that is none of the lists: the one that takes the errors
     * @throws SettingsException when it cannot be read or has no list
     */
    public static ListFolder of(Path folder, Path except) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            List<Path> lists = all.stream()
                    .filter(file -> isList(file) && !isSame(file, except))
                    .toList();
            if (lists.isEmpty()) {
                throw new SettingsException(folder + " has no file that ends with " + String.join(", ", EXTENSIONS)
                        + "; give a folder of CSV files");
            }
            List<String> others = all.stream()
                    .filter(file -> !lists.contains(file))
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
            return new ListFolder(lists, others);
        } catch (IOException e) {
            throw new SettingsException(folder + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean isList(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && !name.startsWith(".")
                && EXTENSIONS.stream().anyMatch(name::endsWith);
    }

    private static boolean isSame(Path file, Path other) {
        return file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
