using System.Text.Json;

namespace Repo.Tests;

/// <summary>The list of mutations that <c>tests/Mutations/run.sh</c> tries is about the product as it is.</summary>
public sealed class MutationTests
{
    private static readonly JsonElement[] Mutations = [.. JsonDocument.Parse(Checkout.Read("tests/Mutations/mutations.json")).RootElement.EnumerateArray()];

    [Fact]
    public void Each_finds_its_place_exactly_once() => Violations.None(
        from mutation in Mutations
        let text = Checkout.Read(mutation.GetProperty("file").GetString()!)
        let find = mutation.GetProperty("find").GetString()!
        let count = text.Split(find).Length - 1
        where count != 1
        select $"{mutation.GetProperty("id")}: {count} times");

    [Fact]
    public void Each_was_tried_and_turned_a_test_red()
    {
        string readme = Checkout.Read("tests/Mutations/README.md");
        Violations.None(Mutations.Select(mutation => mutation.GetProperty("id").GetString()!).Where(id => !readme.Contains($"| {id} |", StringComparison.Ordinal)));
        Assert.DoesNotContain("survived |", readme, StringComparison.Ordinal);
        Assert.True(Mutations.Length >= 20);
        Assert.DoesNotContain(Mutations, mutation => mutation.GetProperty("red").GetString()!.Length < "FullyQualifiedName~A".Length);
    }
}
