package dev.leadrelay.deadletter;

class ProjectionStorePropertyTest extends ProjectionStoreProperty {
    @Override
    TestStore create() {
        return new TestStore();
    }
}
