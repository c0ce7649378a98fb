using System.Security.Cryptography;
using Mono.Cecil;
using Repo.Tests.Compiled;

namespace Repo.Tests;

/// <summary>src/BannedSymbols.txt: a mistyped line bans nothing and nobody says so, hence these.</summary>
public sealed class BannedSymbolTests
{
    private static readonly string[] Lines = Checkout.Read("src/BannedSymbols.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    private static readonly string[] Ids = [.. Lines.Select(line => line.Split(';')[0])];

    [Fact]
    public void What_trusts_more_than_ids_in_LibGit2Sharp_is_banned()
    {
        using ModuleDefinition sharp = Assemblies.Load(Checkout.Built("Proofs.Cli", "LibGit2Sharp.dll"));
        string[] distrusted = [.. Members(sharp.AllTypes().Where(type => type.IsPublic)).Where(IsDistrusted)];
        Assert.Equal(9, distrusted.Count(id => id.StartsWith("M:", StringComparison.Ordinal)));
        Assert.Equal(2, distrusted.Count(id => id.StartsWith("P:", StringComparison.Ordinal)));
        Violations.None(distrusted.Except(Ids, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_banned_symbol_is_a_real_member()
    {
        string[] libraries = [Checkout.Built("Proofs.Cli", "LibGit2Sharp.dll"), .. Directory.EnumerateFiles(Assemblies.Framework, "System*.dll")];
        HashSet<string> open = [.. Ids];
        foreach (string library in libraries)
        {
            using ModuleDefinition module = Assemblies.Load(library);
            open.ExceptWith(Members(open.Select(TypeName).Distinct(StringComparer.Ordinal).Select(module.GetType).OfType<TypeDefinition>()));
        }

        Violations.None(open);
    }

    [Fact]
    public void Every_banned_symbol_says_what_to_do_instead() =>
        Assert.DoesNotContain(Lines, line => line.Split(';') is not [_, { Length: > 0 }]);

    [Fact]
    public void No_shipping_assembly_refers_to_a_banned_member()
    {
        // A pragma silences the analyser; it does not change what was compiled.
        HashSet<string> banned = [.. Ids];
        string[] wrong = [.. from module in Assemblies.Shipping
                             from type in module.AllTypes()
                             from method in References.Methods(type)
                             let id = DocumentationIds.OfCalled(method)
                             where banned.Contains(id)
                             select $"{type.FullName} uses {id}"];
        Violations.None(wrong);
    }

    [Fact]
    public void LibGit2Sharp_is_the_one_that_was_examined()
    {
        // It is referenced by path, so no lock file holds its hash. 0.29.0 as nuget.org serves it.
        byte[] library = File.ReadAllBytes(Checkout.Built("Proofs.Cli", "LibGit2Sharp.dll"));
        Assert.Equal("8443f4e20dcc0d32bec8d308b294fc0996c3cd77b517925401c8908af8fbf574", Convert.ToHexStringLower(SHA256.HashData(library)));
    }

    private static bool IsDistrusted(string id) =>
        id.Contains(".QueryBy(", StringComparison.Ordinal)
        || id.Contains(".FindMergeBase(", StringComparison.Ordinal)
        || id.Contains(".CalculateHistoryDivergence(", StringComparison.Ordinal)
        || id is "P:LibGit2Sharp.Commit.Message" or "P:LibGit2Sharp.Commit.Parents";

    private static IEnumerable<string> Members(IEnumerable<TypeDefinition> types) => types.SelectMany(type => (IEnumerable<string>)
    [
        DocumentationIds.Of(type),
        .. type.Methods.Where(method => method.IsPublic).Select(DocumentationIds.Of),
        .. type.Properties.Where(property => property.GetMethod?.IsPublic == true).Select(DocumentationIds.Of),
    ]);

    /// <summary>The type's part of an id.</summary>
    private static string TypeName(string id)
    {
        string name = id[2..].Split('(')[0];
        return id.StartsWith("T:", StringComparison.Ordinal) ? name : name[..name.LastIndexOf('.')];
    }
}
