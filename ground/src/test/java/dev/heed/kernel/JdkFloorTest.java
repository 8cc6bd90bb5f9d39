package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkFloorTest {
    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.1", "25.0.2+10"})
    void a_jdk_whose_collector_moves_what_native_code_reads_is_refused_by_name(String version) {
        assertThat(JdkFloor.fault(Runtime.Version.parse(version)))
                .hasValueSatisfying(fault -> assertThat(fault)
                        .matches("JDK 25\\.0\\.[012] may move arrays that machine code reads \\(JDK-8377811\\)"));
        assertThat(JdkFloor.remedy()).isEqualTo("run JDK 25.0.3 or later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.0.3", "25.0.3+9", "25.0.10", "26", "27.0.1"})
    void later_ones_may_run_machine_code(String version) {
        assertThat(JdkFloor.fault(Runtime.Version.parse(version))).isEmpty();
    }
}
