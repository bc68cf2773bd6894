package dev.zhihe.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.junit.jupiter.api.Test;

/** The texts are those of {@code contract/texts.yaml} and {@code contract/sample/texts.yaml}. */
class ContractTextsTest {
  private static final String SAMPLE = "dev.zhihe.kit.contract.sample";

  @Test
  void anOperationIsToldItsSummaryDescriptionTagAndAnswer() {
    var api = api("listBoats", "color");
    describe(api);
    var boats = api.getPaths().getPathItem("/v1/boats").getGET();
    assertThat(boats.getSummary()).isEqualTo("船只列表 / List of boats");
    assertThat(boats.getDescription()).isEqualTo("全部船只。 / All boats.");
    assertThat(boats.getTags()).containsExactly("boats");
    assertThat(boats.getResponses().getAPIResponse("200").getDescription())
        .isEqualTo("船只 / The boats");
    assertThat(api.getTags()).extracting("description").containsExactly("船 / Boats");
  }

  @Test
  void aParameterIsDescribedByItsOperationBeforeThePackagesAroundIt() {
    var api = api("listBoats", "color", "year", "area");
    describe(api);
    var parameters = api.getPaths().getPathItem("/v1/boats").getGET().getParameters();
    assertThat(parameters)
        .extracting(Parameter::getDescription)
        .containsExactly("船身颜色 / Colour of the hull", "年份 / Year", "行政区划代码 / GB/T 2260 code");
    assertThat(parameters.getFirst().getRequired()).isTrue();
    assertThat(parameters.get(1).getSchema().getFormat()).isEqualTo("int32");
  }

  @Test
  void anOperationWithoutASummaryFails() {
    assertThatThrownBy(() -> describe(api("sinkBoats")))
        .hasMessageContaining("sinkBoats has no summary")
        .hasMessageContaining("there is no operation listBoats");
  }

  @Test
  void aTextOfAParameterThatIsNotThereFailsAndAParameterWithoutAText() {
    assertThatThrownBy(() -> describe(api("listBoats", "length")))
        .hasMessageContaining("listBoats has no parameter color")
        .hasMessageContaining("listBoats does not describe length");
  }

  private static void describe(OpenAPI api) {
    new ContractTexts(Set.of(SAMPLE)).describe(api);
  }

  private static OpenAPI api(String operationId, String... parameters) {
    var operation =
        OASFactory.createOperation()
            .operationId(operationId)
            .summary("As the scanner names the method")
            .parameters(
                Arrays.stream(parameters)
                    .map(
                        name ->
                            OASFactory.createParameter()
                                .name(name)
                                .in(Parameter.In.QUERY)
                                .schema(
                                    OASFactory.createSchema().addType(Schema.SchemaType.STRING)))
                    .toList())
            .responses(
                OASFactory.createAPIResponses()
                    .addAPIResponse("200", OASFactory.createAPIResponse().description("OK")));
    return OASFactory.createOpenAPI()
        .components(OASFactory.createComponents())
        .paths(
            OASFactory.createPaths()
                .addPathItem("/v1/boats", OASFactory.createPathItem().GET(operation)));
  }
}
