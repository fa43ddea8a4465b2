package dev.leadrelay.deadletter;

class SearchPropertyTest extends SearchProperty {
    @Override
    TestStore create() {
        return new TestStore();
    }
}
