package dev.leadrelay.deadletter.access;

import org.jspecify.annotations.Nullable;

/** Where a login leads to: a path of the desk, whatever was asked for. */
final class LocalPath {
    private static final int LONGEST = 2_000;

    private LocalPath() {}

    /** The path that was asked for; the first page when that would lead elsewhere. */
    static String of(@Nullable String asked) {
        return asked != null && isLocal(asked) ? asked : "/";
    }

    private static boolean isLocal(String path) {
        return path.length() <= LONGEST
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    }
}
