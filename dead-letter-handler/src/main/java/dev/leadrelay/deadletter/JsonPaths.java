package dev.leadrelay.deadletter;

/** JSON pointers (RFC 6901) as they grow with a walk through a tree. */
final class JsonPaths {
    private JsonPaths() {}

    /** The pointer of a field of what a pointer points to. */
    static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
