package dev.zhihe.platforms.occupancy.attachment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An uploaded file. */
@Schema(name = "OccupancyAttachment", description = "已上传的附件 / An uploaded file")
public record AttachmentView(
    @Schema(
            description =
                "内容的 SHA-256，填报以 attachment 引用 / SHA-256 of its content; a report refers to it by attachment",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String sha256,
    @Schema(description = "字节数 / Number of bytes", examples = "182044") int bytes,
    @Schema(description = "文件类型，按内容判定 / Media type, by its content", examples = "application/pdf")
        String mediaType,
    @Schema(description = "文件名 / Name of the file", examples = "2026年10月盖章扫描件.pdf") String name) {}
