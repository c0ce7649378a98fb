using Proofs.Runs.Work;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>Only what was sealed is sent.</summary>
public sealed class BundleTests
{
    [Fact]
    public async Task A_page_that_was_changed_since_is_not_sent() => await Refused(desk => desk.Write("PROMPT.md", "# Turn\n\nDo 1t.\n"), "digest_mismatch");

    [Fact]
    public async Task A_file_that_came_since_is_told() => await Refused(desk => desk.Write("MORE.md", "x"), "unexpected_file");

    [Fact]
    public async Task A_file_in_a_folder_that_came_since_is_told() => await Refused(desk =>
    {
        Directory.CreateDirectory(Path.Combine(desk.Bundle, "sub"));
        desk.Write("sub/MORE.md", "x");
    }, "unexpected_file");

    [Fact]
    public async Task A_page_that_is_a_link_is_not_read() => await Refused(desk =>
    {
        string page = Path.Combine(desk.Bundle, "PROMPT.md");
        File.Move(page, Path.Combine(desk.Path, "elsewhere.md"));
        File.CreateSymbolicLink(page, Path.Combine(desk.Path, "elsewhere.md"));
    }, "missing_file");

    [Fact]
    public async Task A_bundle_without_a_seal_is_not_sent() => await Refused(desk => File.Delete(Path.Combine(desk.Bundle, "MANIFEST.json")), "missing_manifest");

    [Fact]
    public async Task A_bundle_without_a_page_is_not_sent() => await Refused(desk =>
    {
        File.Delete(Path.Combine(desk.Bundle, "CONTEXT.md"));
        File.Delete(Path.Combine(desk.Bundle, "MANIFEST.json"));
        desk.Seal();
    }, "missing_file");

    [Fact]
    public async Task No_bundle_at_all_is_told() => await Refused(desk => Directory.Delete(desk.Bundle, recursive: true), "missing_file");

    private static async Task Refused(Action<Desk> change, string expected)
    {
        using Desk desk = new();
        change(desk);
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10));
        WorkResult done = await desk.Work(Desk.Anthropic(server.Address));
        Assert.Equal((expected, false), (done.Failure!.Class, done.Failure.IsRetryable));
        Assert.Equal(0, server.Connections);
    }
}
