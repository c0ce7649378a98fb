using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Dispatch;

namespace Proofs.Runs.Tests.Runs.Dispatch;

/// <summary>A sealed bundle verifies, and no change to it or to its manifest goes unseen.</summary>
public sealed class DispatchManifestTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_manifest_lists_every_file_but_itself_sorted_by_path()
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Files(("b.md", "b"), ("sub/a.md", "a"), ("B.md", "é"), ("MANIFEST.json", "old"), ("empty", ""));
        string json = Encoding.UTF8.GetString(DispatchManifest.Seal(files, "run_1", "turn_1", "dev", Now));
        Assert.StartsWith("{\n  \"manifest_version\": \"1.0\",\n  \"run_id\": \"run_1\",\n  \"turn_id\": \"turn_1\",\n  \"role\": \"dev\",\n  \"finalized_at\": \"2026-04-15T12:00:00.000Z\",\n  \"files\": [\n    {\n      \"path\": \"B.md\",\n", json, StringComparison.Ordinal);
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
        JsonArray listed = JsonNode.Parse(json)!["files"]!.AsArray();
        Assert.Equal(["B.md", "b.md", "empty", "sub/a.md"], listed.Select(file => file!["path"]!.GetValue<string>()));
        Assert.Equal([2, 1, 0, 1], listed.Select(file => file!["size"]!.GetValue<int>()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("é"u8)), listed[0]!["sha256"]!.GetValue<string>());
    }

    [Fact]
    public void A_bundle_verifies_as_it_was_sealed()
    {
        Assert.Empty(DispatchManifest.Verify(Sealed()));
        Assert.Empty(DispatchManifest.Verify(Sealed(), "run_1", "turn_1"));
        Assert.Empty(DispatchManifest.Verify(Resealed(manifest => manifest["theirs"] = 1)));
        Dictionary<string, ReadOnlyMemory<byte>> none = [];
        none["MANIFEST.json"] = DispatchManifest.Seal(none, "run_1", "turn_1", "dev", Now);
        Assert.Empty(DispatchManifest.Verify(none));
    }

    [Fact]
    public void A_bundle_without_a_manifest_does_not_verify()
    {
        Assert.Equal(["missing_manifest"], Codes(Files(("PROMPT.md", "p"))));
        Assert.Equal(["missing_manifest"], Codes(Files()));
        Assert.Equal(["missing_manifest"], Codes(Files(("manifest.json", "{}"), ("sub/MANIFEST.json", "{}"))));
    }

    [Theory]
    [InlineData("PROMPT.md", "qrompt", "digest_mismatch:PROMPT.md")]
    [InlineData("PROMPT.md", "prompt!", "size_mismatch:PROMPT.md digest_mismatch:PROMPT.md")]
    [InlineData("PROMPT.md", "", "size_mismatch:PROMPT.md digest_mismatch:PROMPT.md")]
    [InlineData("PROMPT.md", null, "missing_file:PROMPT.md")]
    [InlineData("sub/NOTE.md", null, "missing_file:sub/NOTE.md")]
    [InlineData("sub/NOTE.md", "nose", "digest_mismatch:sub/NOTE.md")]
    [InlineData("INJECTED.txt", "x", "unexpected_file:INJECTED.txt")]
    [InlineData("sub/deep/INJECTED.txt", "", "unexpected_file:sub/deep/INJECTED.txt")]
    [InlineData("prompt.md", "prompt", "unexpected_file:prompt.md")]
    public void A_change_to_a_file_is_seen(string path, string? text, string expected)
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Sealed();
        if (text is null)
        {
            files.Remove(path);
        }
        else
        {
            files[path] = Encoding.UTF8.GetBytes(text);
        }

        Assert.Equal(expected, string.Join(' ', DispatchManifest.Verify(files).Select(problem => $"{problem.Reason.Id}:{problem.Path}")));
    }

    [Fact]
    public void Every_change_is_told_and_always_in_the_same_order()
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Sealed();
        files["Z.txt"] = files["A.txt"] = "x"u8.ToArray();
        files["sub/NOTE.md"] = "nose"u8.ToArray();
        files["ASSIGNMENT.json"] = "longer"u8.ToArray();
        files.Remove("PROMPT.md");
        string[] expected = ["size_mismatch", "digest_mismatch", "missing_file", "digest_mismatch", "unexpected_file", "unexpected_file"];
        Assert.Equal(expected, Codes(files));
        Assert.Equal(expected, Codes(files.Reverse().ToDictionary(StringComparer.Ordinal)));
        Assert.Equal(["ASSIGNMENT.json", "ASSIGNMENT.json", "PROMPT.md", "sub/NOTE.md", "A.txt", "Z.txt"], DispatchManifest.Verify(files).Select(problem => problem.Path));
        Assert.All(DispatchManifest.Verify(files), problem => Assert.NotEmpty(problem.Message));
    }

    public static TheoryData<string, Action<JsonObject>, string> Tamperings => new()
    {
        { "digest", manifest => File(manifest)["sha256"] = new string('0', 64), "digest_mismatch" },
        { "digest in capitals", manifest => File(manifest)["sha256"] = File(manifest)["sha256"]!.GetValue<string>().ToUpperInvariant(), "digest_mismatch" },
        { "digest that is none", manifest => File(manifest)["sha256"] = "none", "digest_mismatch" },
        { "digest gone", manifest => File(manifest).Remove("sha256"), "invalid_manifest" },
        { "digest empty", manifest => File(manifest)["sha256"] = "", "invalid_manifest" },
        { "digest a number", manifest => File(manifest)["sha256"] = 1, "invalid_manifest" },
        { "size", manifest => File(manifest)["size"] = 3, "size_mismatch" },
        { "size huge", manifest => File(manifest)["size"] = long.MaxValue, "size_mismatch" },
        { "size gone", manifest => File(manifest).Remove("size"), "invalid_manifest" },
        { "size negative", manifest => File(manifest)["size"] = -2, "invalid_manifest" },
        { "size broken", manifest => File(manifest)["size"] = 2.5, "invalid_manifest" },
        { "size a text", manifest => File(manifest)["size"] = "2", "invalid_manifest" },
        { "size beyond numbers", manifest => File(manifest)["size"] = JsonNode.Parse("1e999"), "invalid_manifest" },
        { "path gone", manifest => File(manifest).Remove("path"), "invalid_manifest" },
        { "path empty", manifest => File(manifest)["path"] = "", "invalid_manifest" },
        { "path a list", manifest => File(manifest)["path"] = new JsonArray("ASSIGNMENT.json"), "invalid_manifest" },
        { "path upward", manifest => File(manifest)["path"] = "../ASSIGNMENT.json", "invalid_manifest" },
        { "path around", manifest => File(manifest)["path"] = "sub/../ASSIGNMENT.json", "invalid_manifest" },
        { "path with a dot", manifest => File(manifest)["path"] = "./ASSIGNMENT.json", "invalid_manifest" },
        { "path from the root", manifest => File(manifest)["path"] = "/ASSIGNMENT.json", "invalid_manifest" },
        { "path of a folder", manifest => File(manifest)["path"] = "sub/", "invalid_manifest" },
        { "path with two bars", manifest => File(manifest)["path"] = "sub//NOTE.md", "invalid_manifest" },
        { "path with a backslash", manifest => File(manifest)["path"] = "..\\ASSIGNMENT.json", "invalid_manifest" },
        { "path on a drive", manifest => File(manifest)["path"] = "C:ASSIGNMENT.json", "invalid_manifest" },
        { "path with a null", manifest => File(manifest)["path"] = "a\0", "invalid_manifest" },
        { "path with a line break", manifest => File(manifest)["path"] = "a\nb", "invalid_manifest" },
        { "path of the manifest", manifest => File(manifest)["path"] = "MANIFEST.json", "invalid_manifest" },
        { "path of another file", manifest => File(manifest)["path"] = "PROMPT.md", "invalid_manifest" },
        { "path renamed", manifest => File(manifest)["path"] = "OTHER.json", "missing_file unexpected_file" },
        { "entry twice", manifest => manifest["files"]!.AsArray().Add(File(manifest).DeepClone()), "invalid_manifest" },
        { "entry gone", manifest => manifest["files"]!.AsArray().RemoveAt(0), "unexpected_file" },
        { "entry a text", manifest => manifest["files"]!.AsArray()[0] = "ASSIGNMENT.json", "invalid_manifest" },
        { "entry null", manifest => manifest["files"]!.AsArray()[0] = null, "invalid_manifest" },
        { "files gone", manifest => manifest.Remove("files"), "invalid_manifest" },
        { "files null", manifest => manifest["files"] = null, "invalid_manifest" },
        { "files an object", manifest => manifest["files"] = new JsonObject(), "invalid_manifest" },
        { "version gone", manifest => manifest.Remove("manifest_version"), "invalid_manifest" },
        { "version another", manifest => manifest["manifest_version"] = "2.0", "invalid_manifest" },
        { "version a number", manifest => manifest["manifest_version"] = 1.0, "invalid_manifest" },
        { "run gone", manifest => manifest.Remove("run_id"), "invalid_manifest" },
        { "run another", manifest => manifest["run_id"] = "run_2", "invalid_manifest" },
        { "turn gone", manifest => manifest.Remove("turn_id"), "invalid_manifest" },
        { "turn another", manifest => manifest["turn_id"] = "turn_2", "invalid_manifest" },
        { "turn empty", manifest => manifest["turn_id"] = "", "invalid_manifest" },
        { "role gone", manifest => manifest.Remove("role"), "" },
        { "time gone", manifest => manifest.Remove("finalized_at"), "" },
        { "time that is none", manifest => manifest["finalized_at"] = "soon", "invalid_manifest" },
    };

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void A_change_to_the_manifest_is_seen(string what, Action<JsonObject> tamper, string codes) =>
        Assert.Equal($"{what}: {codes}", $"{what}: {string.Join(' ', Codes(Resealed(tamper), "run_1", "turn_1"))}");

    [Fact]
    public void A_manifest_of_another_turn_is_refused_only_where_one_is_expected()
    {
        Assert.Empty(Codes(Resealed(manifest => manifest["turn_id"] = "turn_2")));
        Assert.Equal(["invalid_manifest"], Codes(Sealed(), "run_2"));
        Assert.Equal(["invalid_manifest"], Codes(Sealed(), null, "turn_2"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ invalid json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"MANIFEST\"")]
    [InlineData("{}")]
    [InlineData("{} {}")]
    [InlineData("{\"files\":[],}")]
    [InlineData("{\"manifest_version\":\"1.0\",\"manifest_version\":\"1.0\"}")]
    [InlineData("{\"\\ud800\":1,\"\\ud800\":1}")]
    [InlineData("{\"manifest_version\":\"\\ud800\"}")]
    [InlineData("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]")]
    public void What_is_no_manifest_is_told_once(string json)
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Sealed();
        files["MANIFEST.json"] = Encoding.UTF8.GetBytes(json);
        files["INJECTED.txt"] = "x"u8.ToArray();
        Assert.Equal(["invalid_manifest"], Codes(files));
    }

    [Fact]
    public void Names_in_files_that_stand_twice_are_refused()
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Sealed();
        string json = Encoding.UTF8.GetString(files["MANIFEST.json"].Span).Replace("\"size\": 6", "\"size\": 6, \"size\": 6", StringComparison.Ordinal);
        files["MANIFEST.json"] = Encoding.UTF8.GetBytes(json);
        Assert.Equal(["invalid_manifest"], Codes(files));
        files["MANIFEST.json"] = Encoding.UTF8.GetBytes("{\"theirs\": 1, \"theirs\": 2, " + Encoding.UTF8.GetString(Sealed()["MANIFEST.json"].Span)[1..]);
        Assert.Equal(["invalid_manifest"], Codes(files));
        files["MANIFEST.json"] = new byte[] { 0x7B, 0xFF, 0x7D };
        Assert.Equal(["invalid_manifest"], Codes(files));
    }

    [Theory]
    [InlineData("../up.md")]
    [InlineData("a\\b.md")]
    [InlineData("half a character")]
    public void A_bundle_with_a_path_that_leads_out_never_verifies(string path)
    {
        // An attribute cannot hold half a character.
        path = path == "half a character" ? "a" + (char)0xD800 : path;
        Dictionary<string, ReadOnlyMemory<byte>> files = Files((path, "x"));
        files["MANIFEST.json"] = DispatchManifest.Seal(files, "run_1", "turn_1", "dev", Now);
        Assert.NotEmpty(DispatchManifest.Verify(files));
    }

    private static JsonObject File(JsonObject manifest) => manifest["files"]![0]!.AsObject();

    private static string[] Codes(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string? run = null, string? turn = null) => [.. DispatchManifest.Verify(files, run, turn).Select(problem => problem.Reason.Id)];

    private static Dictionary<string, ReadOnlyMemory<byte>> Files(params (string Path, string Text)[] files) =>
        files.ToDictionary(file => file.Path, file => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(file.Text)), StringComparer.Ordinal);

    private static Dictionary<string, ReadOnlyMemory<byte>> Sealed()
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Files(("PROMPT.md", "prompt"), ("ASSIGNMENT.json", "{}"), ("sub/NOTE.md", "note"));
        files["MANIFEST.json"] = DispatchManifest.Seal(files, "run_1", "turn_1", "dev", Now);
        return files;
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Resealed(Action<JsonObject> tamper)
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Sealed();
        JsonObject manifest = JsonNode.Parse(files["MANIFEST.json"].Span)!.AsObject();
        tamper(manifest);
        files["MANIFEST.json"] = JsonSerializer.SerializeToUtf8Bytes(manifest);
        return files;
    }
}
