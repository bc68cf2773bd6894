package dev.zhihe.indicators.report.attachment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An answer of another service that a report keeps. The report's content has this record of it, and
 * so its hash; the bytes are kept beside.
 */
@Schema(
    name = "ReportAttachment",
    description = "报告所附的他服务答复 / An answer of another service that a report keeps to the byte")
public record ReportAttachment(
    @Schema(
            description =
                "序号，取用见 /v1/reports/{code}/attachments/{number} / Number, by which it is downloaded",
            examples = "2")
        int number,
    @Schema(examples = "各类项目投资") String titleZh,
    @Schema(examples = "Investment by programme") String titleEn,
    @Schema(description = "答复的服务 / Service that answered", examples = "projects") String service,
    @Schema(
            description = "所问：网关之下的路径和参数 / What was asked: path and query below the gateway",
            examples =
                "/v1/investment-rollups?plan=500106-145&by=programme&on=2023-06-30&asOf=projects/217641600/1204")
        String question,
    @Schema(
            description = "所依据的数据：该服务的事件号 / What the service knew: an event id of its log",
            examples = "projects/217641600/1204")
        String asOf,
    @Schema(description = "当时变更流的纪元 / Epoch of its feed then", examples = "217641600")
        int feedEpoch,
    @Schema(
            description = "其变更流在该位置的链值 / Chain of its feed at that position",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String chain,
    @Schema(examples = "application/json;charset=UTF-8") String mediaType,
    @Schema(description = "字节数 / Bytes", examples = "4123") int bytes,
    @Schema(
            description = "SHA-256，十六进制 / SHA-256 in hexadecimal",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String sha256) {}
